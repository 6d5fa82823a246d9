package instructblip.benchmarks.dataset.source;

import java.math.BigInteger;

/**
 * A number as the file spells it, so that ids beyond 2^53 keep every digit.
 *
 * @param text JSON spelling
 */
public record NumberText(String text) {

    /** Its value: a whole number without loss, else a double. */
    public Number value() {
        boolean isWhole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
        if (!isWhole) {
            return Double.parseDouble(text);
        }
        BigInteger whole = new BigInteger(text);
        if (whole.bitLength() < Integer.SIZE) {
            return whole.intValue();
        }
        return whole;
    }

    /** As the file spells it. */
    @Override
    public String toString() {
        return text;
    }
}
