package instructblip.core.model;

import instructblip.core.kernel.EngineMemoryException;
import instructblip.core.request.Answer;
import instructblip.core.request.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Answers samples together where memory allows it, else each half on its own, and so on down to one
 * sample. A sample that does not fit alone fails; the others are answered.
 *
 * <p>How far a batch had to be divided is forgotten behind it: one long prompt must not slow down
 * the short ones that follow.
 */
final class BatchHalving {

    /** Answers samples that go through the model together, in their order. */
    interface Together {

        /**
         * @throws EngineMemoryException when the device has no room
         * @throws OutOfMemoryError when the Java machine has none
         */
        List<Answer> answer(List<PreparedSample> samples);
    }

    private final Together model;
    private final BooleanSupplier release;

    /**
     * @param release gives up memory that is held for speed only; false where none is held
     */
    BatchHalving(Together model, BooleanSupplier release) {
        this.model = model;
        this.release = release;
    }

    /** One answer per sample, in order. */
    List<Answer> answer(List<PreparedSample> samples) {
        try {
            return model.answer(samples);
        } catch (EngineMemoryException | OutOfMemoryError e) {
            return samples.size() > 1 ? halves(samples) : alone(samples, e);
        }
    }

    private List<Answer> halves(List<PreparedSample> samples) {
        int middle = samples.size() / 2;
        List<Answer> answers = new ArrayList<>(answer(samples.subList(0, middle)));
        answers.addAll(answer(samples.subList(middle, samples.size())));
        return answers;
    }

    private List<Answer> alone(List<PreparedSample> sample, Throwable fault) {
        if (!release.getAsBoolean()) {
            return failed(fault);
        }
        try {
            return model.answer(sample);
        } catch (EngineMemoryException | OutOfMemoryError e) {
            return failed(e);
        }
    }

    private static List<Answer> failed(Throwable fault) {
        return List.of(new Failed("does not fit in memory, not even alone: " + fault.getMessage()));
    }
}
