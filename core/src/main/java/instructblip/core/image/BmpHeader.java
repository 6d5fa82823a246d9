package instructblip.core.image;

import java.util.List;
import java.util.Set;

/**
 * The fields of a BMP header.
 *
 * @param infoBytes its length, which tells the versions of the format apart
 * @param width in pixels
 * @param height in pixels
 * @param topDown whether the upper row comes first
 * @param bits per pixel
 * @param packing of the pixels
 */
record BmpHeader(int infoBytes, int width, int height, boolean topDown, int bits, Packing packing) {

    /** In the order of the format's codes. */
    enum Packing {
        PLAIN,
        RUNS_OF_BYTES,
        RUNS_OF_NIBBLES,
        /** Plain, and the file says which bits of a pixel are which colour. */
        MASKED
    }

    /** Where the header begins. */
    static final int INFO = 14;

    private static final int OLD = 12;
    private static final Set<Long> VERSIONS = Set.of(12L, 40L, 52L, 56L, 64L, 108L, 124L);
    private static final List<Integer> DEPTHS = List.of(1, 4, 8, 16, 24, 32);

    static BmpHeader read(FileBytes file) throws ImageException {
        long infoBytes = file.u32le(INFO);
        if (!VERSIONS.contains(infoBytes)) {
            throw file.problem(
                    "a BMP header of %d bytes, expected 12, 40, 52, 56, 64, 108 or 124", infoBytes);
        }
        boolean old = infoBytes == OLD;
        boolean topDown = !old && file.u8(25) == 0xff;
        long width = old ? file.u16le(18) : file.u32le(18);
        long height = old ? file.u16le(20) : file.u32le(22);
        height = topDown ? (1L << 32) - height : height;
        PixelLimit.check(file, width, height);
        int bits = file.u16le(old ? 24 : 28);
        long packing = old ? 0 : file.u32le(30);
        if (!DEPTHS.contains(bits) || packing >= Packing.values().length) {
            throw problem(file, bits, packing);
        }
        Packing known = Packing.values()[(int) packing];
        boolean runs = known == Packing.RUNS_OF_BYTES || known == Packing.RUNS_OF_NIBBLES;
        if (bits <= 8 ? known == Packing.MASKED : runs) {
            throw problem(file, bits, packing);
        }
        return new BmpHeader((int) infoBytes, (int) width, (int) height, topDown, bits, known);
    }

    private static ImageException problem(FileBytes file, int bits, long packing) {
        return file.problem(
                "a BMP image of %d bits with compression %d, expected 1, 4 or 8 with 0 to 2, or 16,"
                        + " 24 or 32 with 0 or 3",
                bits, packing);
    }

    /** Bytes of an entry of the colour table. */
    int entryBytes() {
        return infoBytes == OLD ? 3 : 4;
    }

    boolean indexed() {
        return bits <= 8;
    }

    /** Entries of the colour table of an indexed image. */
    int colours(FileBytes file) throws ImageException {
        long colours = infoBytes == OLD ? 0 : file.u32le(46);
        if (colours > 1 << 16) {
            throw file.problem("a BMP palette of " + colours + " colours, expected at most 65536");
        }
        return colours == 0 ? 1 << bits : (int) colours;
    }

    /** Where the pixels begin. Some files leave out the colour table, or say nothing. */
    long data(FileBytes file) throws ImageException {
        long stated = file.u32le(10);
        long afterHeader = INFO + infoBytes;
        if (stated != 0 && stated != afterHeader) {
            return stated;
        }
        if (indexed()) {
            return afterHeader + (long) entryBytes() * colours(file);
        }
        boolean masksFollow = packing == Packing.MASKED && infoBytes == 40 && stated == 0;
        return afterHeader + (masksFollow ? 12 : 0);
    }
}
