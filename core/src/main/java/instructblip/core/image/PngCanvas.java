package instructblip.core.image;

/** Draws unfiltered PNG rows into the picture. */
final class PngCanvas {

    private final PngColours colours;
    private final PngHeader header;
    private final byte[] rgb;
    private final byte[] opacity;

    PngCanvas(PngColours colours, PngHeader header) {
        this.colours = colours;
        this.header = header;
        int pixels = header.width() * header.height();
        this.rgb = new byte[pixels * RgbImage.CHANNELS];
        this.opacity = new byte[colours.wanted() ? pixels : 0];
    }

    Pixels pixels() {
        return new Pixels(header.width(), header.height(), rgb, opacity);
    }

    /**
     * @param row samples from index 1 on
     * @param y row of the picture
     * @param pass which columns the row holds
     * @param count of pixels in the row
     */
    void draw(byte[] row, int y, PngHeader.Pass pass, int count) {
        int first = y * header.width() + pass.x();
        boolean whole = pass.stepX() == 1 && header.depth() == 8;
        if (whole && header.kind() == PngHeader.Kind.RGB && !colours.wanted()) {
            System.arraycopy(row, 1, rgb, first * RgbImage.CHANNELS, count * RgbImage.CHANNELS);
            return;
        }
        for (int i = 0; i < count; i++) {
            int pixel = first + i * pass.stepX();
            switch (header.kind()) {
                case GREY -> grey(row, i, pixel);
                case PALETTE -> indexed(row, i, pixel);
                case RGB -> colour(row, i * 3, pixel);
                case GREY_ALPHA -> greyAlpha(row, i * 2, pixel);
                case RGB_ALPHA -> colourAlpha(row, i * 4, pixel);
            }
        }
    }

    private void grey(byte[] row, int index, int pixel) {
        if (header.depth() == 16) {
            // Pillow clips the value instead of scaling it.
            int value = row[1 + 2 * index] != 0 ? 255 : row[2 + 2 * index] & 0xff;
            set(pixel, value * 0x010101);
        } else {
            set(pixel, colours.table()[packed(row, index)]);
        }
        if (colours.wanted()) {
            key(pixel);
        }
    }

    private void indexed(byte[] row, int index, int pixel) {
        int value = packed(row, index);
        set(pixel, colours.table()[value]);
        if (colours.wanted()) {
            opacity[pixel] = colours.opacities()[value];
        }
    }

    private void colour(byte[] row, int sample, int pixel) {
        set(pixel, high(row, sample) << 16 | high(row, sample + 1) << 8 | high(row, sample + 2));
        if (colours.wanted()) {
            key(pixel);
        }
    }

    private void greyAlpha(byte[] row, int sample, int pixel) {
        set(pixel, high(row, sample) * 0x010101);
        if (colours.wanted()) {
            opacity[pixel] = (byte) high(row, sample + 1);
        }
    }

    private void colourAlpha(byte[] row, int sample, int pixel) {
        set(pixel, high(row, sample) << 16 | high(row, sample + 1) << 8 | high(row, sample + 2));
        if (colours.wanted()) {
            opacity[pixel] = (byte) high(row, sample + 3);
        }
    }

    /** A sample of up to 8 bits. */
    private int packed(byte[] row, int index) {
        int depth = header.depth();
        int bit = index * depth;
        int shift = 8 - depth - (bit & 7);
        return row[1 + (bit >> 3)] >> shift & (1 << depth) - 1;
    }

    /** A sample of 8 bits, or the upper 8 of 16. */
    private int high(byte[] row, int sample) {
        return row[1 + sample * (header.depth() >> 3)] & 0xff;
    }

    private void set(int pixel, int colour) {
        int at = pixel * RgbImage.CHANNELS;
        rgb[at] = (byte) (colour >> 16);
        rgb[at + 1] = (byte) (colour >> 8);
        rgb[at + 2] = (byte) colour;
    }

    private void key(int pixel) {
        int at = pixel * RgbImage.CHANNELS;
        int colour = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
        opacity[pixel] = (byte) (colour == colours.clear() ? 0 : 255);
    }
}
