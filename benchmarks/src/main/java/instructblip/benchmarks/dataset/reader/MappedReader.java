package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.reader.RecordMapping.Split;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.FieldPath;
import instructblip.benchmarks.dataset.source.RecordFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads any data set of which a {@link RecordMapping} says how its records become samples. */
public final class MappedReader implements DatasetReader {

    private final RecordMapping mapping;
    private final String origin;

    /**
     * @param origin where one gets the data set, for messages
     */
    public MappedReader(RecordMapping mapping, String origin) {
        this.mapping = mapping;
        this.origin = origin;
    }

    @Override
    public Dataset read(Path root, String name) throws DatasetException {
        DataFolder folder = new DataFolder(root, origin);
        Split split = mapping.splits().get(name);
        Path file = folder.require(split.file());
        Partners partners = Partners.read(folder, mapping, split);
        SampleMaker maker = SampleMaker.of(folder, mapping, split);
        SampleCollector samples = new SampleCollector(file);
        Set<String> seen = new HashSet<>();
        new RecordFile(file)
                .records(
                        mapping.records(),
                        Set.of(),
                        record -> {
                            MappedRecord alone = alone(record, samples.seen());
                            samples.collect(
                                    () -> addAll(partners.join(alone), seen, maker, samples));
                        });
        return new Dataset(root, name, folder.used(), samples.finish());
    }

    /** The record, called by its key in the file or by its number. */
    private static MappedRecord alone(Annotation record, int number) {
        String key = record.name().isEmpty() ? Integer.toString(number) : record.name();
        return new MappedRecord(
                record.named(key), Map.of(MappedRecord.KEY, List.of(key)), Map.of());
    }

    private void addAll(
            MappedRecord record, Set<String> seen, SampleMaker maker, SampleCollector samples)
            throws DatasetException {
        if (isTaken(record, seen)) {
            for (MappedRecord element : record.elements(mapping.each())) {
                samples.add(element.record(), maker.make(element));
            }
        }
    }

    private boolean isTaken(MappedRecord record, Set<String> seen) throws DatasetException {
        for (Map.Entry<FieldPath, String> condition : mapping.where().entrySet()) {
            if (!record.texts(condition.getKey()).equals(List.of(condition.getValue()))) {
                return false;
            }
        }
        return mapping.once().isEmpty() || seen.add(record.text(mapping.once().get()));
    }
}
