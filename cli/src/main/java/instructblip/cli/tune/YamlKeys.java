package instructblip.cli.tune;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.YamlMapping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Typed values of a mapping; what it does not say is taken from one above it.
 *
 * @param own mapping
 * @param above mapping whose values hold where {@code own} has none
 */
record YamlKeys(YamlMapping own, Optional<YamlMapping> above) {

    private static final int MOST_DIGITS = 9;

    /** The mapping that says something of a key; {@code own} where none does. */
    YamlMapping of(String key) {
        return own.has(key) ? own : above.filter(more -> more.has(key)).orElse(own);
    }

    boolean has(String key) {
        return of(key).has(key);
    }

    int whole(String key, int absent, int least) throws DatasetException {
        Optional<String> text = of(key).find(key);
        if (text.isEmpty()) {
            return absent;
        }
        boolean isNumber = text.get().matches("[0-9]{1," + MOST_DIGITS + "}");
        if (!isNumber || Integer.parseInt(text.get()) < least) {
            throw of(key).fault(key, "a whole number of at least " + least);
        }
        return Integer.parseInt(text.get());
    }

    /** Zero or above. */
    double real(String key, double absent) throws DatasetException {
        return optionalReal(key).orElse(absent);
    }

    OptionalDouble optionalReal(String key) throws DatasetException {
        Optional<String> text = of(key).find(key);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value;
        try {
            value = Double.parseDouble(text.get());
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw of(key).fault(key, "a number of at least 0");
        }
        return OptionalDouble.of(value);
    }

    boolean flag(String key, boolean absent) throws DatasetException {
        return Boolean.parseBoolean(
                choice(key, Boolean.toString(absent), List.of("true", "false")));
    }

    String choice(String key, String absent, List<String> choices) throws DatasetException {
        String text = of(key).find(key).orElse(absent);
        if (!choices.contains(text)) {
            throw of(key).fault(key, "one of " + String.join(", ", choices));
        }
        return text;
    }

    /** One text or a list of them; empty where there is none. */
    List<String> texts(String key) throws DatasetException {
        if (!has(key)) {
            return List.of();
        }
        YamlMapping holder = of(key);
        List<String> texts = holder.hasList(key) ? holder.texts(key) : List.of(holder.text(key));
        if (texts.isEmpty()) {
            throw holder.fault(key, "at least one");
        }
        return texts;
    }
}
