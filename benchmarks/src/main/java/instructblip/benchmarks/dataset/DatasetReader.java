package instructblip.benchmarks.dataset;

import java.nio.file.Path;

/** Reads the official files of a data set. */
public interface DatasetReader {

    /**
     * @param folder that the user points at
     * @param split one of the benchmark's splits
     * @throws DatasetException when a file is missing or a record is broken
     */
    Dataset read(Path folder, String split) throws DatasetException;
}
