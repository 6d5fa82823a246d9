package instructblip.core.model;

import instructblip.core.request.Answer;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Request;
import instructblip.core.request.VisionLanguageModel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** An open InstructBLIP checkpoint. */
public final class InstructBlip implements VisionLanguageModel {

    /**
     * Opens a checkpoint folder in hub layout.
     *
     * @param notes takes one-line remarks for the user, as a dtype that was chosen for them
     */
    public static InstructBlip open(Path folder, ModelOptions options, Consumer<String> notes) {
        throw new UnsupportedOperationException();
    }

    public ModelDescription description() {
        throw new UnsupportedOperationException();
    }

    /** Distinct images that went through the vision encoder so far. */
    public long visionImages() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LanguageFamily family() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PreparedRequest prepare(Request request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Answer> answer(List<? extends PreparedRequest> batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int suggestedBatchSize() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
