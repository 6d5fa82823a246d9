package instructblip.core.image;

/**
 * The frame header of a JPEG file.
 *
 * @param width in pixels
 * @param height in pixels
 * @param components samples per pixel: 1, 3 or 4
 * @param ids first three component ids, as one number
 */
record JpegFrame(int width, int height, int components, int ids) {

    private static final int BASELINE = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int PROGRESSIVE = 0xc2;

    /** Component ids of a file that stores red, green and blue as they are. */
    private static final int RGB_IDS = 'R' << 16 | 'G' << 8 | 'B';

    /** What the samples of a pixel are. */
    enum Space {
        GREY,
        RGB,
        YCC,
        CMYK,
        YCCK
    }

    static JpegFrame read(FileBytes file, int marker, long content) throws ImageException {
        if (marker != BASELINE && marker != EXTENDED && marker != PROGRESSIVE) {
            throw file.problem(
                    "a JPEG frame of kind %d, expected baseline or progressive with Huffman codes",
                    marker - BASELINE);
        }
        int bits = file.u8(content);
        int components = file.u8(content + 5);
        if (bits != 8 || components != 1 && components != 3 && components != 4) {
            throw file.problem(
                    "a JPEG of %d samples of %d bits, expected 1, 3 or 4 of 8", components, bits);
        }
        int height = file.u16be(content + 1);
        int width = file.u16be(content + 3);
        PixelLimit.check(file, width, height);
        int ids = 0;
        for (int i = 0; i < 3 && i < components; i++) {
            ids = ids << 8 | file.u8(content + 6 + 3 * i);
        }
        return new JpegFrame(width, height, components, ids);
    }

    /**
     * What libjpeg takes the samples for.
     *
     * @param jfif whether the file has a JFIF segment
     * @param adobe colour transform of the Adobe segment; -1 without one
     */
    Space space(boolean jfif, int adobe) {
        if (components == 1) {
            return Space.GREY;
        }
        if (components == 4) {
            return adobe > 0 ? Space.YCCK : Space.CMYK;
        }
        if (jfif) {
            return Space.YCC;
        }
        boolean plain = adobe < 0 ? ids == RGB_IDS : adobe == 0;
        return plain ? Space.RGB : Space.YCC;
    }
}
