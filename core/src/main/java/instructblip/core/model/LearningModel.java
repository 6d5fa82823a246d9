package instructblip.core.model;

import instructblip.core.request.Answer;
import instructblip.core.request.ModelKind;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.request.VisionLanguageModel;
import java.util.List;

/** A model that learns, asked in between. Closing it leaves the model that learns open. */
final class LearningModel implements VisionLanguageModel {

    private final ModelInsides insides;
    private final ModelDescription description;
    private final BatchAnswers answers;
    private final long workingBytes;

    LearningModel(ModelInsides insides, ModelDescription description, Perception.Vision vision) {
        this.insides = insides;
        this.description = description;
        this.answers = new BatchAnswers(insides, vision, () -> false, 1);
        this.workingBytes = WorkingMemory.suggestedBytes(description.device());
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
    public List<Answer> answer(List<? extends PreparedRequest> batch) {
        return answers.answer(batch, workingBytes);
    }

    @Override
    public int suggestedBatchSize() {
        return BatchAdvice.forModel(description);
    }

    @Override
    public void close() {
        // Nothing of it is its own.
    }
}
