package instructblip.results.gate;

import java.util.Locale;

/** What is decided of a benchmark or of a whole comparison; later ones outweigh earlier ones. */
public enum Verdict {
    /** Not worse than the rules allow, and enough samples to know. */
    PASS,
    /** Neither a regression nor known to be none. */
    INCONCLUSIVE,
    /** Lost more than the margin. */
    REGRESSION,
    /** Samples or benchmarks are missing. */
    INCOMPLETE,
    /** The values do not answer the same question. */
    NOT_COMPARABLE;

    /** For people. */
    public String text() {
        return id().replace('_', ' ');
    }

    /** For programs. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
