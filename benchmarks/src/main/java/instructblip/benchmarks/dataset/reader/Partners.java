package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.reader.RecordMapping.Join;
import instructblip.benchmarks.dataset.reader.RecordMapping.Split;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.FieldPath;
import instructblip.benchmarks.dataset.source.RecordFile;
import instructblip.benchmarks.dataset.source.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the records of a joined file add, reduced to the values that samples are made of.
 *
 * @param on field that is equal in both; empty where nothing is joined
 * @param values of the partners, by path, by the value of that field
 */
record Partners(Optional<FieldPath> on, Map<String, Map<String, List<Object>>> values) {

    static Partners read(DataFolder folder, RecordMapping mapping, Split split)
            throws DatasetException {
        if (mapping.join().isEmpty() || split.joined().isEmpty()) {
            return new Partners(Optional.empty(), Map.of());
        }
        Join join = mapping.join().get();
        Path file = folder.require(split.joined().get());
        Map<String, Map<String, List<Object>>> partners = new HashMap<>();
        Map<Object, Object> pool = new HashMap<>();
        new RecordFile(file)
                .records(
                        join.records(),
                        Set.of(),
                        record -> {
                            MappedRecord partner = new MappedRecord(record, Map.of(), Map.of());
                            String value = partner.text(join.on());
                            Map<String, List<Object>> values =
                                    values(partner, mapping.sample().paths(), pool);
                            if (partners.put(value, values) != null) {
                                throw partner.record()
                                        .fault(
                                                "its %s is there twice; expected it once"
                                                        .formatted(join.on().text()));
                            }
                        });
        return new Partners(Optional.of(join.on()), partners);
    }

    /** Equal values are kept once: the answers of a large data set repeat. */
    private static Map<String, List<Object>> values(
            MappedRecord partner, List<FieldPath> paths, Map<Object, Object> pool) {
        Map<String, List<Object>> values = new HashMap<>();
        for (FieldPath path : paths) {
            List<Object> found = new ArrayList<>();
            for (Object value : partner.values(path)) {
                found.add(pool.computeIfAbsent(value, first -> first));
            }
            if (!found.isEmpty()) {
                values.put(path.text(), List.copyOf(found));
            }
        }
        return values;
    }

    /** The record with what its partner adds. */
    MappedRecord join(MappedRecord record) throws DatasetException {
        if (on.isEmpty()) {
            return record;
        }
        String value = record.text(on.get());
        if (!values.containsKey(value)) {
            throw record.record()
                    .fault(
                            "the joined file has no record with the %s %s; expected one"
                                    .formatted(on.get().text(), Shown.text(value)));
        }
        return new MappedRecord(record.record(), record.own(), values.get(value));
    }
}
