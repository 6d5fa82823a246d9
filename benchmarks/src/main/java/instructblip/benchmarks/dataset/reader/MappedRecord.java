package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.FieldPath;
import instructblip.benchmarks.dataset.source.NumberText;
import instructblip.benchmarks.dataset.source.OuterSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record with the values that belong to it from elsewhere.
 *
 * @param record of the file
 * @param own values by path, which come before the record's: its key, an element of its lists
 * @param joined values by path of its partner in another file, which come after
 */
record MappedRecord(
        Annotation record, Map<String, List<Object>> own, Map<String, List<Object>> joined) {

    /** The key of a record in an object of records, else its number from 0. */
    static final String KEY = "key";

    /** The number of an element in the lists that are gone through, from 0. */
    static final String ITEM = "item";

    /** Texts, numbers and truth values there, in order. */
    List<Object> values(FieldPath path) {
        if (own.containsKey(path.text())) {
            return own.get(path.text());
        }
        List<Object> values = record.values(path);
        return values.isEmpty() ? joined.getOrDefault(path.text(), List.of()) : values;
    }

    /** The same as texts, numbers as the file spells them. */
    List<String> texts(FieldPath path) {
        return values(path).stream().map(String::valueOf).toList();
    }

    /** The one text there. */
    String text(FieldPath path) throws DatasetException {
        List<String> texts = texts(path);
        if (texts.size() != 1) {
            throw record.fault(
                    "%s has %d values; expected one".formatted(path.text(), texts.size()));
        }
        return texts.get(0);
    }

    /** The values there as JSON values: one as it is, others as a list. */
    Object fact(FieldPath path) {
        List<Object> values = values(path).stream().map(MappedRecord::plain).toList();
        return values.size() == 1 ? values.get(0) : values;
    }

    private static Object plain(Object value) {
        return value instanceof NumberText number ? number.value() : value;
    }

    /** All single values by name, outer white space stripped, for templates. */
    Map<String, String> fields() {
        List<String> names = new ArrayList<>(joined.keySet());
        names.addAll(record.fields());
        names.addAll(own.keySet());
        Map<String, String> fields = new TreeMap<>();
        for (String name : names) {
            List<String> texts = texts(new FieldPath(name));
            if (texts.size() == 1) {
                fields.put(name, OuterSpace.strip(texts.get(0)));
            }
        }
        return fields;
    }

    /**
     * One record per element of lists that are gone through in parallel.
     *
     * @param lists by the name that their element gets; empty for the record as it is
     */
    List<MappedRecord> elements(Map<String, FieldPath> lists) throws DatasetException {
        if (lists.isEmpty()) {
            return List.of(this);
        }
        List<MappedRecord> elements = new ArrayList<>();
        for (int item = 0; item < size(lists); item++) {
            Map<String, List<Object>> values = new HashMap<>(own);
            values.put(ITEM, List.of(Integer.toString(item)));
            for (Map.Entry<String, FieldPath> list : lists.entrySet()) {
                values.put(list.getKey(), List.of(values(list.getValue()).get(item)));
            }
            elements.add(new MappedRecord(record, values, joined));
        }
        return elements;
    }

    private int size(Map<String, FieldPath> lists) throws DatasetException {
        List<Integer> sizes =
                lists.values().stream().map(list -> values(list).size()).distinct().toList();
        if (sizes.size() != 1) {
            throw record.fault(
                    "the lists of questions and answers have %s elements; expected equally many"
                            .formatted(sizes));
        }
        return sizes.get(0);
    }
}
