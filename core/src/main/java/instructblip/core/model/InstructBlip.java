package instructblip.core.model;

import instructblip.core.kernel.Scope;
import instructblip.core.request.Answer;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.request.VisionLanguageModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An open InstructBLIP checkpoint: pixels to ViT, ViT and instruction to Q-Former, Q-Former to
 * projection, projection and prompt to the language model, which writes or ranks.
 */
public final class InstructBlip implements VisionLanguageModel {

    private final ModelDescription description;
    private final ModelInsides insides;
    private final VisionFeatures features;
    private final Answers answers;

    InstructBlip(ModelDescription description, ModelInsides insides) {
        this.description = description;
        this.insides = insides;
        this.features = new VisionFeatures(insides);
        this.answers = insides.answers();
    }

    /**
     * Opens a checkpoint folder in hub layout.
     *
     * @param notes takes one-line remarks for the user, as a dtype that was chosen for them
     */
    public static InstructBlip open(Path folder, ModelOptions options, Consumer<String> notes) {
        return CheckedModel.of(folder, options, notes).load();
    }

    public ModelDescription description() {
        return description;
    }

    /** Distinct images that went through the vision encoder so far. */
    public long visionImages() {
        return features.encoded();
    }

    /** Tensors alive in the engine; grows where there is a leak. */
    public int liveTensors() {
        return insides.parts().kernels().liveTensors();
    }

    ModelInsides insides() {
        return insides;
    }

    @Override
    public LanguageFamily family() {
        return insides.config().language().family();
    }

    @Override
    public PreparedRequest prepare(Request request) throws RequestException {
        return insides.preparation().prepare(request);
    }

    @Override
    public int suggestedBatchSize() {
        return BatchAdvice.forModel(description);
    }

    @Override
    public List<Answer> answer(List<? extends PreparedRequest> batch) {
        Answer[] answers = new Answer[batch.size()];
        for (List<Integer> group : groups(batch)) {
            List<PreparedSample> samples =
                    group.stream().map(i -> (PreparedSample) batch.get(i)).toList();
            List<Answer> found = answerAlike(samples);
            for (int i = 0; i < found.size(); i++) {
                answers[group.get(i)] = found.get(i);
            }
        }
        return Arrays.asList(answers);
    }

    /** Indices of requests that can go through the model together. */
    private static Iterable<List<Integer>> groups(List<? extends PreparedRequest> batch) {
        record Kind(int frames, Object mode) {}
        Map<Kind, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            Request request = batch.get(i).request();
            Object mode = request.mode() instanceof Generate settings ? settings : Rank.class;
            groups.computeIfAbsent(new Kind(frames(batch.get(i)), mode), kind -> new ArrayList<>())
                    .add(i);
        }
        return groups.values();
    }

    private static int frames(PreparedRequest request) {
        return ((PreparedSample) request).images().size();
    }

    private List<Answer> answerAlike(List<PreparedSample> samples) {
        try (Scope scope = insides.parts().kernels().scope()) {
            Stages stages = insides.perception().perceive(scope, features::of, samples);
            return samples.get(0).request().mode() instanceof Generate settings
                    ? answers.generate(scope, stages, samples, settings)
                    : answers.rank(scope, stages, samples);
        }
    }

    @Override
    public void close() {
        features.close();
        insides.close();
    }
}
