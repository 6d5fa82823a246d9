package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One record of an annotation file with typed access; what does not fit is a {@link
 * DatasetException} that names file, record, place, what was found and what was expected.
 */
public final class Annotation {

    private static final Pattern WHOLE = Pattern.compile("-?\\d+");
    private static final Pattern SHORT = Pattern.compile("\\d{1,9}");
    private static final Object ABSENT = new Object();

    private final Path file;
    private final String place;
    private final String id;
    private final String prefix;
    private final Map<String, Object> values;

    private Annotation(
            Path file, String place, String id, String prefix, Map<String, Object> values) {
        this.file = file;
        this.place = place;
        this.id = id;
        this.prefix = prefix;
        this.values = values;
    }

    /**
     * @param place of the record in the file, as {@code line 7}
     * @param values text, {@link NumberText}, truth value, null, or lists and maps of these
     */
    static Annotation at(Path file, String place, Map<String, Object> values) {
        return new Annotation(file, place, "", "", values);
    }

    /** The same record, called by its id in messages from now on. */
    public Annotation named(String name) {
        return new Annotation(file, place, name, prefix, values);
    }

    /** What messages call it: its id or, in an object of records, its key; else empty. */
    public String name() {
        return id;
    }

    /** Where it stands in its file, as {@code line 7}. */
    public String place() {
        return place;
    }

    /** Names of the fields that were read, in file order. */
    public List<String> fields() {
        return List.copyOf(values.keySet());
    }

    /**
     * Texts, numbers and truth values at a place in the record; none where it has no such field.
     */
    public List<Object> values(FieldPath path) {
        return path.in(values);
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return values.get(field) != null;
    }

    /** The text as it stands. */
    public String text(String field) throws DatasetException {
        if (values.get(field) instanceof String text) {
            return text;
        }
        throw fault(field, "a text");
    }

    /** The text without outer white space. */
    public String stripped(String field) throws DatasetException {
        return OuterSpace.strip(text(field));
    }

    /** A text that is not empty or a whole number, as the file spells it. */
    public String id(String field) throws DatasetException {
        Object value = values.get(field);
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        if (value instanceof NumberText number && WHOLE.matcher(number.text()).matches()) {
            return number.text();
        }
        throw fault(field, "a whole number or a text");
    }

    /** A text or a number, as the file spells it. */
    public String spelled(String field) throws DatasetException {
        return spell(field, value(field));
    }

    /**
     * A whole number from 0 on, also one in quotes.
     *
     * @param size number above all that are allowed
     * @param expected in words, for the message
     */
    public int index(String field, int size, String expected) throws DatasetException {
        int index = -1;
        if (value(field) instanceof NumberText || value(field) instanceof String) {
            String digits = spelled(field);
            index = SHORT.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
        }
        if (index < 0 || index >= size) {
            throw fault(field, expected);
        }
        return index;
    }

    /** A list of texts. */
    public List<String> texts(String field) throws DatasetException {
        List<String> texts = new ArrayList<>();
        for (Object value : list(field)) {
            if (!(value instanceof String text)) {
                throw fault(label(field) + "[" + texts.size() + "]", value, "a text");
            }
            texts.add(text);
        }
        return texts;
    }

    /** A list of texts or numbers, each as the file spells it. */
    public List<String> spellings(String field) throws DatasetException {
        List<String> texts = new ArrayList<>();
        for (Object value : list(field)) {
            texts.add(spell(field + "[" + texts.size() + "]", value));
        }
        return texts;
    }

    /** A list of finite numbers. */
    public List<Double> numbers(String field) throws DatasetException {
        List<Double> numbers = new ArrayList<>();
        for (Object value : list(field)) {
            double number =
                    value instanceof NumberText text ? Double.parseDouble(text.text()) : Double.NaN;
            if (!Double.isFinite(number)) {
                throw fault(label(field) + "[" + numbers.size() + "]", value, "a finite number");
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** A list of whole numbers from 0 on. */
    public List<Integer> integers(String field) throws DatasetException {
        List<Integer> integers = new ArrayList<>();
        for (Object value : list(field)) {
            if (!(value instanceof NumberText text && SHORT.matcher(text.text()).matches())) {
                throw fault(
                        label(field) + "[" + integers.size() + "]",
                        value,
                        "a whole number from 0 on");
            }
            integers.add(Integer.parseInt(text.text()));
        }
        return integers;
    }

    /** A list of objects, which carry this record's name. */
    public List<Annotation> objects(String field) throws DatasetException {
        List<Annotation> objects = new ArrayList<>();
        for (Object value : list(field)) {
            objects.add(nested(field + "[" + objects.size() + "]", value));
        }
        return objects;
    }

    /** An object, which carries this record's name. */
    public Annotation object(String field) throws DatasetException {
        return nested(field, value(field));
    }

    /** Says that a field does not hold what is expected. */
    public DatasetException fault(String field, String expected) {
        return fault(label(field), value(field), expected);
    }

    /** Says that the record as a whole cannot be used. */
    public DatasetException fault(String what) {
        return faultIn(file, what);
    }

    /** Says that another file has not what this record needs. */
    public DatasetException faultIn(Path other, String what) {
        String record = id.isEmpty() ? place : "record " + Shown.text(id) + " (" + place + ")";
        return new DatasetException(other + ", " + record + ": " + what);
    }

    private DatasetException fault(String label, Object value, String expected) {
        return fault(
                "%s is %s; expected %s".formatted(Shown.text(label), describe(value), expected));
    }

    private Object value(String field) {
        return values.getOrDefault(field, ABSENT);
    }

    private List<?> list(String field) throws DatasetException {
        if (values.get(field) instanceof List<?> list) {
            return list;
        }
        throw fault(field, "a list");
    }

    private Annotation nested(String field, Object value) throws DatasetException {
        if (!(value instanceof Map<?, ?> map)) {
            throw fault(label(field), value, "an object");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put((String) name, member));
        return new Annotation(file, place, id, label(field) + ".", members);
    }

    private String spell(String field, Object value) throws DatasetException {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof NumberText number) {
            return number.text();
        }
        throw fault(label(field), value, "a text or a number");
    }

    /** Elements of an array that serves as a record are called {@code [0]}, {@code [1]}. */
    private String label(String field) {
        boolean isPosition = !field.isEmpty() && field.chars().allMatch(Character::isDigit);
        return prefix + (isPosition ? "[" + field + "]" : field);
    }

    private static String describe(Object value) {
        if (value instanceof String text) {
            return "the text " + Shown.quoted(text);
        }
        if (value instanceof NumberText number) {
            return "the number " + Shown.text(number.text());
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        return value == ABSENT ? "missing" : String.valueOf(value);
    }
}
