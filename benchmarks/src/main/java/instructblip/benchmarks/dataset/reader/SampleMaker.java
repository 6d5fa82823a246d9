package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.reader.RecordMapping.Candidates;
import instructblip.benchmarks.dataset.reader.RecordMapping.SampleMapping;
import instructblip.benchmarks.dataset.reader.RecordMapping.Split;
import instructblip.benchmarks.dataset.reader.RecordMapping.Vocabulary;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.FieldPath;
import instructblip.benchmarks.dataset.source.MediaName;
import instructblip.benchmarks.dataset.source.RecordFile;
import instructblip.benchmarks.dataset.source.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a sample of a record as a mapping says.
 *
 * @param labelled whether samples have references
 * @param common candidates of all samples; empty where each has its own or none
 */
record SampleMaker(
        DataFolder folder, SampleMapping mapping, boolean labelled, List<String> common) {

    static SampleMaker of(DataFolder folder, RecordMapping mapping, Split split)
            throws DatasetException {
        Optional<Candidates> candidates = mapping.sample().candidates();
        Optional<Vocabulary> vocabulary = candidates.flatMap(Candidates::vocabulary);
        List<String> common =
                vocabulary.isPresent()
                        ? texts(folder, vocabulary.get())
                        : candidates.map(Candidates::fixed).orElse(List.of());
        return new SampleMaker(folder, mapping.sample(), split.labelled(), common);
    }

    private static List<String> texts(DataFolder folder, Vocabulary vocabulary)
            throws DatasetException {
        Set<String> texts = new TreeSet<>(CodePointOrder.INSTANCE);
        Path file = folder.require(vocabulary.file());
        new RecordFile(file)
                .records(
                        vocabulary.records(),
                        Set.of(),
                        record ->
                                texts.addAll(
                                        new MappedRecord(record, Map.of(), Map.of())
                                                .texts(vocabulary.field())));
        if (texts.isEmpty()) {
            throw new DatasetException(
                    "%s has no value in %s; expected the candidates there"
                            .formatted(file, vocabulary.field().text()));
        }
        return List.copyOf(texts);
    }

    Sample make(MappedRecord entry) throws DatasetException {
        String id = id(entry);
        MappedRecord record =
                new MappedRecord(entry.record().named(id), entry.own(), entry.joined());
        List<String> candidates = candidates(record);
        Map<String, Object> facts = new TreeMap<>();
        mapping.facts().forEach((name, path) -> putFact(facts, name, record, path));
        Map<String, String> fields = record.fields();
        if (!candidates.isEmpty() && common.isEmpty()) {
            fields.put("options", Options.lettered(candidates));
        }
        return new Sample(
                id,
                folder.media(
                        List.of(MediaName.within(record.record(), mapping.media().of(record)))),
                fields,
                references(record, candidates, facts),
                candidates,
                facts);
    }

    private String id(MappedRecord record) throws DatasetException {
        if (mapping.id().isPresent()) {
            return record.text(mapping.id().get());
        }
        String key = record.text(new FieldPath(MappedRecord.KEY));
        List<String> item = record.texts(new FieldPath(MappedRecord.ITEM));
        return record.own().containsKey(MappedRecord.ITEM) ? key + "/" + item.get(0) : key;
    }

    private List<String> candidates(MappedRecord record) throws DatasetException {
        Optional<FieldPath> field = mapping.candidates().flatMap(Candidates::field);
        if (field.isEmpty()) {
            return common;
        }
        List<String> candidates = record.texts(field.get());
        if (candidates.isEmpty() || candidates.size() > Options.MOST) {
            throw record.record()
                    .fault(
                            "%s has %d candidates; expected 1 to %d"
                                    .formatted(
                                            field.get().text(), candidates.size(), Options.MOST));
        }
        return candidates;
    }

    private List<String> references(
            MappedRecord record, List<String> candidates, Map<String, Object> facts)
            throws DatasetException {
        if (!labelled) {
            return List.of();
        }
        if (mapping.correct().isPresent()) {
            int answer = correct(record, mapping.correct().get(), candidates.size());
            facts.put("answer", answer);
            return List.of(candidates.get(answer));
        }
        FieldPath path = mapping.references().orElseThrow();
        List<String> references = record.texts(path);
        if (references.isEmpty()) {
            throw record.record().fault(path.text() + " is missing; expected the right answers");
        }
        return references;
    }

    private static int correct(MappedRecord record, FieldPath path, int size)
            throws DatasetException {
        String index = record.text(path);
        if (!index.matches("\\d{1,9}") || Integer.parseInt(index) >= size) {
            throw record.record()
                    .fault(
                            "%s is %s; expected an index of the %d candidates, from 0"
                                    .formatted(path.text(), Shown.quoted(index), size));
        }
        return Integer.parseInt(index);
    }

    private static void putFact(
            Map<String, Object> facts, String name, MappedRecord record, FieldPath path) {
        if (!record.values(path).isEmpty()) {
            facts.put(name, record.fact(path));
        }
    }
}
