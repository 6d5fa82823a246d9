package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

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

    /** A fact that is true or false, or one of these as text; empty where the record has none. */
    static Optional<Boolean> flag(SampleRecord record, String fact) {
        return text(record, fact)
                .map(
                        value ->
                                switch (value) {
                                    case "true", "True" -> true;
                                    case "false", "False" -> false;
                                    default -> throw fault(record, fact, "true or false");
                                });
    }

    /**
     * A fact that is a whole number, or one as text.
     *
     * @param bound the number must lie below it, and not below zero
     */
    static int index(SampleRecord record, String fact, int bound) {
        String expected = "a whole number from 0 to %d".formatted(bound - 1);
        try {
            double value = Double.parseDouble(text(record, fact).orElse(""));
            if (value >= 0 && value < bound && value == Math.rint(value)) {
                return (int) value;
            }
        } catch (NumberFormatException e) {
            throw fault(record, fact, expected);
        }
        throw fault(record, fact, expected);
    }

    /**
     * A fact that is a list of finite numbers; empty where the record has none.
     *
     * @param size of the list
     */
    static Optional<double[]> numbers(SampleRecord record, String fact, int size) {
        Object found = record.facts().get(fact);
        if (found == null) {
            return Optional.empty();
        }
        double[] numbers =
                (found instanceof List<?> list ? list : List.of())
                        .stream().mapToDouble(RecordFields::number).toArray();
        if (numbers.length != size || !DoubleStream.of(numbers).allMatch(Double::isFinite)) {
            throw fault(record, fact, "a list of %d numbers".formatted(size));
        }
        return Optional.of(numbers);
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static UnscorableRecordException fault(
            SampleRecord record, String fact, String expected) {
        String found = text(record, fact).orElse("missing");
        return new UnscorableRecordException(
                record, "the fact \"%s\" is %s; expected %s".formatted(fact, found, expected));
    }
}
