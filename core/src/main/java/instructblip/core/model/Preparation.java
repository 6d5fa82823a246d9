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
    private final ModelConfig config;

    Preparation(MediaReader media, InstructionEncoder texts, ModelConfig config) {
        this.media = media;
        this.texts = texts;
        this.config = config;
    }

    /** The frames that a request is about. */
    interface Frames {

        List<DecodedImage> read() throws RequestException;
    }

    PreparedSample prepare(Request request) throws RequestException {
        return prepare(request, () -> media.frames(request));
    }

    /**
     * @param frames read after the texts, which are sooner found wrong
     */
    PreparedSample prepare(Request request, Frames frames) throws RequestException {
        int[] prompt = texts.prompt(request.prompt());
        int[] instruction = texts.instruction(request.prompt());
        List<int[]> candidates = new ArrayList<>();
        if (request.mode() instanceof Rank rank) {
            for (String candidate : rank.candidates()) {
                candidates.add(texts.candidate(candidate));
            }
        }
        PreparedSample sample =
                new PreparedSample(
                        request,
                        frames.read(),
                        instruction,
                        prompt,
                        candidates,
                        config.qformer().queries());
        requirePositions(sample);
        return sample;
    }

    private void requirePositions(PreparedSample sample) throws RequestException {
        LanguageConfig language = config.language();
        // The last new token is predicted, never read.
        long needed = sample.positions() + sample.newTokens() - 1L;
        if (language.endsAtPositions() && needed > language.positions()) {
            throw new RequestException(
                    "%d visual tokens, %d of the prompt and %d new ones need %d positions; the language model has %d"
                            .formatted(
                                    sample.visualTokens(),
                                    sample.prompt().length,
                                    sample.newTokens(),
                                    needed,
                                    language.positions()));
        }
    }
}
