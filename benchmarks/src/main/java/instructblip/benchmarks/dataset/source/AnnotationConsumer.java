package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;

/** Takes the records of a file one after the other. */
@FunctionalInterface
public interface AnnotationConsumer {

    /**
     * @throws DatasetException when the record cannot be used
     */
    void accept(Annotation annotation) throws DatasetException;
}
