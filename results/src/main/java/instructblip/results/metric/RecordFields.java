package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Optional;

/** What metrics read from a record, checked: records may come from files that people made. */
final class RecordFields {

    private RecordFields() {}

    static String prediction(SampleRecord record) {
        return record.prediction()
                .orElseThrow(() -> new UnscorableRecordException(record, "there is no answer"));
    }

    static List<String> references(SampleRecord record) {
        if (record.references().isEmpty()) {
            throw new UnscorableRecordException(record, "there is no right answer to compare with");
        }
        return record.references();
    }

    /** A fact as text; empty where the record has none. */
    static Optional<String> text(SampleRecord record, String fact) {
        return Optional.ofNullable(record.facts().get(fact)).map(Object::toString);
    }
}
