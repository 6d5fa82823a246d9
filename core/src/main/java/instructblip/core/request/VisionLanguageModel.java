package instructblip.core.request;

import java.util.List;

/**
 * A model with two verbs, generate and rank; it knows no benchmark.
 *
 * <p>{@link #prepare} may be called from any thread and ahead of time. All other methods belong to
 * the thread that opened the model.
 */
public interface VisionLanguageModel extends AutoCloseable {

    /** What decides the authors' settings for it. */
    ModelKind kind();

    /**
     * Reads and decodes the images and tokenises the texts.
     *
     * @throws RequestException when an image cannot be read or the prompt is too long
     * @throws OutOfMemoryError when too much is prepared at the same time
     */
    PreparedRequest prepare(Request request) throws RequestException;

    /**
     * Answers a batch, in its order. In float32 the answers do not depend on the batch's make-up. A
     * sample whose numbers are not finite, or that does not fit in memory alone, is {@link Failed}
     * and does not touch the others.
     */
    List<Answer> answer(List<? extends PreparedRequest> batch);

    /** A batch size that suits the device and fits its memory. */
    int suggestedBatchSize();

    @Override
    void close();
}
