package instructblip.core.image;

import java.util.Arrays;

/**
 * What a PNG file's samples mean as colour and opacity.
 *
 * @param table for palettes and for grey of up to 8 bits: 0xRRGGBB of every sample value
 * @param opacities opacity of every palette index
 * @param clear the colour, 0xRRGGBB, that is transparent in a picture without alpha samples; -1 =
 *     none
 * @param wanted whether opacity is asked for and can be less than full
 */
record PngColours(int[] table, byte[] opacities, int clear, boolean wanted) {

    private static final int VALUES = 256;
    private static final byte[] NONE = {};
    private static final int[] NO_TABLE = {};

    static PngColours of(FileBytes file, PngChunks chunks, Alpha alpha) throws ImageException {
        PngHeader header = chunks.header();
        byte[] transparency = chunks.transparency();
        boolean blend = alpha == Alpha.BLEND_ON_WHITE;
        boolean keyed = blend && transparency.length > 0;
        return switch (header.kind()) {
            case PALETTE ->
                    new PngColours(
                            palette(file, chunks.palette()),
                            opacities(file, keyed ? transparency : NONE),
                            -1,
                            keyed);
            case GREY -> grey(file, header.depth(), keyed ? transparency : NONE);
            case RGB -> {
                int clear = keyed ? key(file, transparency, 3) : -1;
                yield new PngColours(NO_TABLE, NONE, clear, keyed);
            }
            case GREY_ALPHA, RGB_ALPHA -> new PngColours(NO_TABLE, NONE, -1, blend);
        };
    }

    private static int[] palette(FileBytes file, byte[] colours) throws ImageException {
        if (colours.length > VALUES * 3) {
            throw file.problem(
                    "a PNG palette of " + colours.length / 3 + " colours, expected at most 256");
        }
        int[] table = new int[VALUES];
        for (int i = 0; i < colours.length / 3; i++) {
            table[i] =
                    (colours[3 * i] & 0xff) << 16
                            | (colours[3 * i + 1] & 0xff) << 8
                            | (colours[3 * i + 2] & 0xff);
        }
        return table;
    }

    private static byte[] opacities(FileBytes file, byte[] transparency) throws ImageException {
        if (transparency.length > VALUES) {
            throw file.problem(
                    "PNG opacity of " + transparency.length + " colours, expected at most 256");
        }
        byte[] opacities = new byte[VALUES];
        Arrays.fill(opacities, (byte) 255);
        System.arraycopy(transparency, 0, opacities, 0, transparency.length);
        return opacities;
    }

    /** Pillow compares the stored key with samples already stretched to 8 bits; so do we. */
    private static PngColours grey(FileBytes file, int depth, byte[] transparency)
            throws ImageException {
        int[] table = new int[VALUES];
        int top = (1 << Math.min(depth, 8)) - 1;
        for (int value = 0; value <= top; value++) {
            table[value] = value * 255 / top * 0x010101;
        }
        boolean keyed = transparency.length > 0;
        int clear = keyed ? key(file, transparency, 1) : -1;
        if (keyed && depth == 1) {
            clear = clear == 0 && transparency[0] == 0 ? 0 : 0xffffff;
        }
        return new PngColours(table, NONE, clear, keyed);
    }

    /** The low byte of each 16-bit number, as Pillow compares it. */
    private static int key(FileBytes file, byte[] transparency, int samples) throws ImageException {
        if (transparency.length < 2 * samples) {
            throw file.problem(
                    "a PNG tRNS chunk of %d bytes, expected %d", transparency.length, 2 * samples);
        }
        int key = 0;
        for (int i = 0; i < 3; i++) {
            key = key << 8 | (transparency[samples == 1 ? 1 : 2 * i + 1] & 0xff);
        }
        return key;
    }
}
