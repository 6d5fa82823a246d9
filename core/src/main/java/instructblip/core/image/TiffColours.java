package instructblip.core.image;

/**
 * What the samples of a TIFF pixel are.
 *
 * @param kind of the colour samples
 * @param palette of a kind with one sample
 * @param opacity whether a sample after the colours is opacity
 * @param multiplied whether colours are stored multiplied with opacity
 */
record TiffColours(Kind kind, Palette palette, boolean opacity, boolean multiplied) {

    enum Kind {
        INDEX(1),
        RGB(3),
        INKS(4);

        private final int samples;

        Kind(int samples) {
            this.samples = samples;
        }
    }

    private static final int PHOTOMETRIC = 262;
    private static final int COLOUR_MAP = 320;
    private static final int EXTRA_SAMPLES = 338;

    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int SEPARATED = 5;

    private static final int NONE = 0;
    private static final int MULTIPLIED = 1;
    private static final int OPACITY = 2;

    static TiffColours read(FileBytes file, TiffTags tags, TiffLayout layout)
            throws ImageException {
        int photometric = (int) Math.min(99, tags.number(PHOTOMETRIC, WHITE_IS_ZERO));
        Kind kind =
                switch (photometric) {
                    case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> Kind.INDEX;
                    case RGB -> Kind.RGB;
                    case SEPARATED -> Kind.INKS;
                    default ->
                            throw file.problem(
                                    "TIFF colours of kind %d, expected grey, RGB, palette or CMYK",
                                    photometric);
                };
        int extra = layout.samples() - kind.samples;
        boolean ignored = layout.separate() && tags.number(EXTRA_SAMPLES, OPACITY) == NONE;
        boolean unnamed = kind == Kind.RGB && extra == 1 && !tags.has(EXTRA_SAMPLES);
        long meaning = unnamed ? OPACITY : tags.number(EXTRA_SAMPLES, NONE);
        if (extra < 0
                || !unnamed && tags.count(EXTRA_SAMPLES) != extra
                || !allowed(kind, photometric, layout.bits(), ignored ? 0 : extra)
                || meaning == MULTIPLIED && kind != Kind.RGB) {
            throw file.problem(
                    "TIFF colours of kind %d in %d samples of %d bits, which are not read",
                    photometric, layout.samples(), layout.bits());
        }
        boolean opacity = extra > 0 && kind != Kind.INKS && meaning != NONE;
        Palette palette =
                photometric == PALETTE
                        ? colourMap(file, tags, layout.bits())
                        : grey(photometric, layout.bits());
        return new TiffColours(kind, palette, opacity, opacity && meaning == MULTIPLIED);
    }

    /** The combinations that Pillow knows. */
    private static boolean allowed(Kind kind, int photometric, int bits, int extra) {
        if (kind != Kind.INDEX) {
            return bits == 8 || bits == 16 && extra <= (kind == Kind.RGB ? 1 : 0);
        }
        return switch (extra) {
            case 0 -> bits <= 8 || photometric != PALETTE;
            case 1 -> bits == 8 && photometric != WHITE_IS_ZERO;
            default -> false;
        };
    }

    private static Palette grey(int photometric, int bits) {
        // Pillow overlooks that the greys are inverted where they are wide.
        boolean inverted = photometric == WHITE_IS_ZERO && bits <= Byte.SIZE;
        int top = (1 << Math.min(Byte.SIZE, bits)) - 1;
        int[] rgb = new int[256];
        for (int i = 0; i <= top; i++) {
            int level = i * 255 / top;
            rgb[i] = 0x010101 * (inverted ? 255 - level : level);
        }
        return new Palette(rgb);
    }

    /** All reds, then all greens, then all blues, of 16 bits each. */
    private static Palette colourMap(FileBytes file, TiffTags tags, int bits)
            throws ImageException {
        int colours = 1 << bits;
        if (tags.count(COLOUR_MAP) == 0) {
            throw file.problem("a TIFF image without its palette, expected a colour map");
        }
        long[] map = tags.numbers(COLOUR_MAP, RgbImage.CHANNELS * colours);
        int[] rgb = new int[256];
        for (int i = 0; i < map.length; i++) {
            rgb[i % colours] = rgb[i % colours] << 8 | (int) (map[i] >> 8) & 0xff;
        }
        return new Palette(rgb);
    }

    /** Colour samples of a pixel; opacity comes behind them. */
    int samples() {
        return kind.samples;
    }

    /**
     * @param colours the colour samples of all pixels, as bytes
     * @param opacities of all pixels; empty where there are none
     */
    Pixels pixels(TiffLayout layout, byte[] colours, byte[] opacities, Alpha alpha) {
        byte[] rgb =
                switch (kind) {
                    case INDEX -> palette.colours(colours);
                    case RGB -> colours;
                    case INKS -> Inks.toRgb(inverted(colours));
                };
        if (multiplied) {
            divide(rgb, opacities);
        }
        byte[] kept = alpha == Alpha.BLEND_ON_WHITE ? opacities : new byte[0];
        return new Pixels(layout.width(), layout.height(), rgb, kept);
    }

    private static byte[] inverted(byte[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ~samples[i];
        }
        return samples;
    }

    private static void divide(byte[] rgb, byte[] opacities) {
        for (int i = 0; i < rgb.length; i++) {
            int opacity = opacities[i / RgbImage.CHANNELS] & 0xff;
            int value = rgb[i] & 0xff;
            rgb[i] = (byte) (opacity == 0 ? 0 : Math.min(255, value * 255 / opacity));
        }
    }
}
