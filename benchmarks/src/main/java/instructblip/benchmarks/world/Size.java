package instructblip.benchmarks.world;

import java.util.List;
import java.util.Locale;

/** How large a figure is. */
enum Size {
    SMALL(12),
    LARGE(18);

    static final List<Size> ALL = List.of(values());

    private final int pixels;
    private final String word;

    Size(int pixels) {
        this.pixels = pixels;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** Side of the square that the figure fills from left to right. */
    int pixels() {
        return pixels;
    }

    String word() {
        return word;
    }
}
