package instructblip.core.model;

import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.text.InstructionEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Requests to what the model reads; everything that can be done ahead and on other threads. */
final class Preparation {

    private final ImageReader images;
    private final InstructionEncoder texts;
    private final int queries;

    /**
     * @param queries visual tokens per frame
     */
    Preparation(ImageReader images, InstructionEncoder texts, int queries) {
        this.images = images;
        this.texts = texts;
        this.queries = queries;
    }

    PreparedSample prepare(Request request) throws RequestException {
        int[] prompt = texts.prompt(request.prompt());
        int[] instruction = texts.instruction(request.prompt());
        List<int[]> candidates = new ArrayList<>();
        if (request.mode() instanceof Rank rank) {
            for (String candidate : rank.candidates()) {
                candidates.add(texts.candidate(candidate));
            }
        }
        List<DecodedImage> frames = new ArrayList<>();
        for (Path image : request.images()) {
            frames.add(images.read(image));
        }
        return new PreparedSample(request, frames, instruction, prompt, candidates, queries);
    }
}
