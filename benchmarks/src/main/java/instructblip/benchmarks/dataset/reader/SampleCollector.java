package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.Annotation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers samples and faults: a broken record does not hide the next one, and at the end there is
 * either a list of samples without a fault or one exception that has all of them.
 */
final class SampleCollector {

    private final Path file;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int seen;

    /**
     * @param file that the records stand in, for messages
     */
    SampleCollector(Path file) {
        this.file = file;
    }

    /** Makes a sample of a record. */
    @FunctionalInterface
    interface Maker {
        Sample make(Annotation record) throws DatasetException;
    }

    /** Makes a sample of the record; a fault is kept for the end. */
    void take(Annotation record, Maker maker) {
        collect(() -> add(record, maker.make(record)));
    }

    /** Work on one record. */
    @FunctionalInterface
    interface Work {
        void run() throws DatasetException;
    }

    /** Does the work; a fault is kept for the end. */
    void collect(Work work) {
        seen++;
        try {
            work.run();
        } catch (DatasetException fault) {
            faults.add(fault.getMessage());
        }
    }

    /** Adds a sample of a record; ids must be unique. */
    void add(Annotation record, Sample sample) throws DatasetException {
        String earlier = places.putIfAbsent(sample.id(), record.place());
        if (earlier != null) {
            throw record.named(sample.id())
                    .fault("its id is there twice, first at " + earlier + "; expected unique ids");
        }
        samples.add(sample);
    }

    /** Records that were worked on, broken ones included. */
    int seen() {
        return seen;
    }

    /**
     * All samples.
     *
     * @throws DatasetException when a record was broken or none was there
     */
    List<Sample> finish() throws DatasetException {
        if (!faults.isEmpty()) {
            throw DatasetException.of(faults);
        }
        if (samples.isEmpty()) {
            throw new DatasetException(
                    file + " has no sample of this split; expected at least one");
        }
        return samples;
    }
}
