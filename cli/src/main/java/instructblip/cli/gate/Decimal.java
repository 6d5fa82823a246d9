package instructblip.cli.gate;

import java.util.OptionalDouble;

/** Numbers as people type them: digits with or without a full stop. */
public final class Decimal {

    private Decimal() {}

    /** The number; empty where the text is none. */
    public static OptionalDouble parse(String text) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{0,17})?|\\.[0-9]{1,17}")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }
}
