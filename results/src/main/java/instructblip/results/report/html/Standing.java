package instructblip.results.report.html;

import instructblip.results.metric.Grade;
import java.util.Locale;

/** What became of a sample. */
enum Standing {
    FAILED("failed"),
    WRONG("wrong"),
    PARTLY("partly right"),
    OPEN("scored"),
    RIGHT("right"),
    UNLABELLED("no right answer known");

    private final String text;

    Standing(String text) {
        this.text = text;
    }

    static Standing of(Grade grade) {
        return switch (grade) {
            case RIGHT -> RIGHT;
            case PARTLY -> PARTLY;
            case WRONG -> WRONG;
            case OPEN -> OPEN;
        };
    }

    /** For people. */
    String text() {
        return text;
    }

    /** Class of its colour. */
    String look() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its score is below the full one. */
    boolean isWrong() {
        return this == WRONG || this == PARTLY;
    }

    /** Those with a lower rank are shown first. */
    int rank() {
        return switch (this) {
            case FAILED -> 0;
            case WRONG, PARTLY, OPEN -> 1;
            case RIGHT, UNLABELLED -> 2;
        };
    }
}
