package instructblip.core.image;

/**
 * Colours by index.
 *
 * @param rgb 0xRRGGBB of every index from 0 to 255
 */
record Palette(int[] rgb) {

    private static final int COLOURS = 256;
    private static final int GREY = 0x010101;

    /** Every index i is the grey (i, i, i). */
    static Palette grey() {
        int[] rgb = new int[COLOURS];
        for (int i = 0; i < COLOURS; i++) {
            rgb[i] = i * GREY;
        }
        return new Palette(rgb);
    }

    /**
     * Reads the colours that a file names, one after the other; those past the 256th are ignored.
     * Indices without a colour are black, but greys if all colours are, as in Pillow.
     *
     * @param entries three bytes for each, red first
     */
    static Palette of(byte[] entries) {
        int[] rgb = new int[COLOURS];
        boolean grey = true;
        for (int i = 0; i < Math.min(COLOURS, entries.length / RgbImage.CHANNELS); i++) {
            int at = i * RgbImage.CHANNELS;
            rgb[i] =
                    (entries[at] & 0xff) << 16
                            | (entries[at + 1] & 0xff) << 8
                            | (entries[at + 2] & 0xff);
            grey &= rgb[i] == i * GREY;
        }
        return grey ? grey() : new Palette(rgb);
    }

    /** Three bytes for every index. */
    byte[] colours(byte[] indices) {
        byte[] colours = new byte[indices.length * RgbImage.CHANNELS];
        int to = 0;
        for (byte index : indices) {
            int colour = rgb[index & 0xff];
            colours[to++] = (byte) (colour >> 16);
            colours[to++] = (byte) (colour >> 8);
            colours[to++] = (byte) colour;
        }
        return colours;
    }
}
