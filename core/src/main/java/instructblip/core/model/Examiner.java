package instructblip.core.model;

import instructblip.core.checkpoint.TensorValues;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import instructblip.core.request.Answer;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Opens the model's stages to comparison with a recording. Everything behind the pixels can start
 * from recorded pixels, so that an image decoder's last bit neither hides nor causes a difference.
 */
public final class Examiner {

    private static final int PREFILL_POSITIONS = 16;

    private final ModelInsides model;

    /** Looks into a model; belongs to its thread. */
    public Examiner(OpenModel model) {
        this.model = model.insides();
    }

    /** Reads images as the model does. */
    public PixelReader pixels() {
        return new PixelReader(model);
    }

    /** The language model's ids of a prompt. */
    public int[] promptIds(String prompt) throws RequestException {
        return model.texts().prompt(prompt);
    }

    /** The Q-Former's ids of a prompt. */
    public int[] instructionIds(String prompt) throws RequestException {
        return model.texts().instruction(prompt);
    }

    /** The ids that a candidate is scored by. */
    public int[] candidateIds(String candidate) throws RequestException {
        return model.texts().candidate(candidate);
    }

    /** All stages for one prompt. */
    public Examination examine(TensorValues pixels, String prompt) throws RequestException {
        PreparedSample sample = sample(pixels, prompt, new Rank(List.of("-")));
        try (Scope scope = model.parts().kernels().scope()) {
            Stages stages = model.perception().perceive(scope, vision(pixels), List.of(sample));
            Map<String, TensorValues> found = new LinkedHashMap<>();
            found.put("vision", values(stages.vision()));
            found.put("qformer", values(stages.queries()));
            found.put("projected", flat(stages.projected()));
            language(scope, stages, sample.prompt().length, found);
            return new Examination(found);
        }
    }

    private void language(
            Scope scope, Stages stages, int promptTokens, Map<String, TensorValues> found) {
        int kept = Math.max(1, Math.min(promptTokens, PREFILL_POSITIONS));
        TokenTree tree =
                model.parts()
                        .language()
                        .read(scope, stages.rows(), stages.lengths(), new TreeSize(1, 1, kept));
        tree.encoded().ifPresent(encoded -> found.put("encoder", flat(encoded)));
        if (model.config().language().family() == LanguageFamily.T5) {
            float[] logits = tree.prefixLogits().floats();
            found.put("first_logits", new TensorValues(List.of((long) logits.length), logits));
        } else {
            found.put("prefill_logits", flat(tree.prefixLogits()));
        }
    }

    /** One answer from given pixels. */
    public Answer answer(TensorValues pixels, String prompt, AnswerMode mode)
            throws RequestException {
        PreparedSample sample = sample(pixels, prompt, mode);
        try (Scope scope = model.parts().kernels().scope()) {
            Stages stages = model.perception().perceive(scope, vision(pixels), List.of(sample));
            return mode instanceof Generate settings
                    ? model.answers().generate(scope, stages, List.of(sample), settings).get(0)
                    : model.answers().rank(scope, stages, List.of(sample)).get(0);
        }
    }

    private Perception.Vision vision(TensorValues pixels) {
        return (scope, images) ->
                model.parts()
                        .vision()
                        .encode(
                                scope,
                                scope.tensor(
                                        pixels.values(),
                                        pixels.shape().stream()
                                                .mapToLong(Long::longValue)
                                                .toArray()));
    }

    /** The frames' keys keep them apart and in order; their pixels come from elsewhere. */
    private PreparedSample sample(TensorValues pixels, String prompt, AnswerMode mode)
            throws RequestException {
        List<Long> shape = pixels.shape();
        long side = model.config().vision().imageSize();
        if (shape.size() != 4
                || shape.get(0) < 1
                || !shape.subList(1, 4).equals(List.of(3L, side, side))) {
            throw new RequestException(
                    "pixels of shape %s; the model reads [frames, 3, %d, %d]"
                            .formatted(shape, side, side));
        }
        List<DecodedImage> frames =
                IntStream.range(0, Math.toIntExact(pixels.shape().get(0)))
                        .mapToObj(i -> new DecodedImage("frame " + i, null))
                        .toList();
        Request request =
                new Request(frames.stream().map(f -> Path.of("recorded")).toList(), prompt, mode);
        return model.preparation().prepare(request, () -> frames);
    }

    private static TensorValues values(Tensor tensor) {
        List<Long> shape = new ArrayList<>();
        for (long size : tensor.shape()) {
            shape.add(size);
        }
        return new TensorValues(shape, tensor.floats());
    }

    /** (1, n, D) or (F, Q, D) to rows. */
    private static TensorValues flat(Tensor tensor) {
        float[] values = tensor.floats();
        long width = tensor.size(-1);
        return new TensorValues(List.of(values.length / width, width), values);
    }
}
