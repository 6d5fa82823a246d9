package instructblip.results.store;

import java.util.Locale;

/** How far a run is. */
public enum RunStatus {
    /** Begun and not closed: at work, or killed. */
    RUNNING,
    /** Every sample has an answer. */
    FINISHED,
    /** Closed with samples that failed or were not asked. */
    INCOMPLETE;

    /** As it is stored. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
