package instructblip.benchmarks.world;

import java.util.List;
import java.util.Locale;

/** The colours of figures: those of easy-VQA by name, chosen here to lie far apart. */
enum Colour {
    BLACK(0x141414),
    BLUE(0x1E3CE6),
    BROWN(0x8C5014),
    GRAY(0x969696),
    GREEN(0x1E9628),
    RED(0xDC1E1E),
    TEAL(0x14C8C8),
    YELLOW(0xF5D214);

    static final List<Colour> ALL = List.of(values());

    private final int rgb;
    private final String word;

    Colour(int rgb) {
        this.rgb = rgb;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** Red, green and blue, a byte each, red first. */
    int rgb() {
        return rgb;
    }

    String word() {
        return word;
    }
}
