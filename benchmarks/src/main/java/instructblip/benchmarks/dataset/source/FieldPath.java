package instructblip.benchmarks.dataset.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where values stand in a record: names with dots, and {@code []} behind a list whose elements are
 * gone through, as {@code answers[].answer}. A field that is called like the whole path comes
 * first.
 *
 * @param text as it was written
 */
public record FieldPath(String text) {

    /** Texts, numbers and truth values there, in order; none where the record has no such field. */
    List<Object> in(Map<String, Object> record) {
        List<Object> found = new ArrayList<>();
        if (record.containsKey(text)) {
            add(record.get(text), found);
        } else {
            collect(record, List.of(text.split("\\.")), found);
        }
        return found;
    }

    private static void collect(Object value, List<String> steps, List<Object> found) {
        if (steps.isEmpty()) {
            add(value, found);
        } else if (value instanceof Map<?, ?> members) {
            String step = steps.get(0);
            List<String> rest = steps.subList(1, steps.size());
            boolean goesThrough = step.endsWith("[]");
            String name = goesThrough ? step.substring(0, step.length() - 2) : step;
            Object member = members.get(name);
            if (goesThrough && member instanceof List<?> elements) {
                elements.forEach(element -> collect(element, rest, found));
            } else if (!goesThrough) {
                collect(member, rest, found);
            }
        }
    }

    private static void add(Object value, List<Object> found) {
        if (value instanceof List<?> elements) {
            elements.forEach(element -> add(element, found));
        } else if (value != null && !(value instanceof Map<?, ?>)) {
            found.add(value);
        }
    }
}
