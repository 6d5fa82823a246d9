package instructblip.core.model;

import instructblip.core.clock.StageClock;
import instructblip.core.request.Answer;
import instructblip.core.request.ModelKind;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.request.VisionLanguageModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An open InstructBLIP or BLIP-2 checkpoint: pixels to ViT, ViT and in InstructBLIP the instruction
 * to Q-Former, Q-Former to projection, projection and prompt to the language model, which writes or
 * ranks.
 */
public final class OpenModel implements VisionLanguageModel {

    private final ModelDescription description;
    private final ModelInsides insides;
    private final VisionFeatures features;
    private final BatchAnswers answers;
    private long workingBytes;

    OpenModel(
            ModelDescription description,
            ModelInsides insides,
            int sideBySide,
            Optional<StoredFeatures> stored) {
        this.description = description;
        this.insides = insides;
        this.features = new VisionFeatures(insides, stored);
        this.answers = new BatchAnswers(insides, features::of, features::forgetAll, sideBySide);
        this.workingBytes = WorkingMemory.suggestedBytes(description.device());
    }

    /**
     * Opens a checkpoint folder in hub layout.
     *
     * @param notes takes one-line remarks for the user, as a dtype that was chosen for them
     */
    public static OpenModel open(Path folder, ModelOptions options, Consumer<String> notes) {
        return CheckedModel.of(folder, options, notes).load();
    }

    public ModelDescription description() {
        return description;
    }

    /** Distinct images that went through the vision encoder so far. */
    public long visionImages() {
        return features.encoded();
    }

    /** Times the stages of this model's work; stands still unless started. */
    public StageClock clock() {
        return insides.parts().kernels().clock();
    }

    /** Reads and encodes images anew from now on, as a model does that was just opened. */
    public void forgetImages() {
        features.forgetAll();
        insides.media().forget();
    }

    /** Tensors alive in the engine; grows where there is a leak. */
    public int liveTensors() {
        return insides.parts().kernels().liveTensors();
    }

    ModelInsides insides() {
        return insides;
    }

    @Override
    public ModelKind kind() {
        return insides.config().kind();
    }

    @Override
    public PreparedRequest prepare(Request request) throws RequestException {
        return insides.preparation().prepare(request);
    }

    @Override
    public int suggestedBatchSize() {
        return BatchAdvice.forModel(description);
    }

    /** Bytes that samples which are answered together may take, by the memory that was free. */
    public long workingBytes() {
        return workingBytes;
    }

    /** Sets them, so that batches are divided as they were in an earlier run. */
    public void workWithin(long bytes) {
        this.workingBytes = bytes;
    }

    @Override
    public List<Answer> answer(List<? extends PreparedRequest> batch) {
        return answers.answer(batch, workingBytes);
    }

    @Override
    public void close() {
        answers.close();
        features.close();
        insides.close();
    }
}
