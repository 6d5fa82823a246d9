package instructblip.core.model;

import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.text.InstructionEncoder;
import java.util.ArrayList;
import java.util.List;

/** Requests to what the model reads; everything that can be done ahead and on other threads. */
final class Preparation {

    private final MediaReader media;
    private final InstructionEncoder texts;
    private final int queries;

    /**
     * @param queries visual tokens per frame
     */
    Preparation(MediaReader media, InstructionEncoder texts, int queries) {
        this.media = media;
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
        return new PreparedSample(
                request, media.frames(request), instruction, prompt, candidates, queries);
    }
}
