package instructblip.core.image;

import java.util.Arrays;

/**
 * The strips or tiles of a TIFF image, packed.
 *
 * @param file that they are in, the bits of its bytes in order
 * @param compression as the format numbers it
 * @param differences whether rows hold the differences of neighbours
 * @param offsets where each begins, plane by plane, row by row
 * @param lengths of each in bytes
 */
record TiffSegments(
        FileBytes file, int compression, boolean differences, long[] offsets, long[] lengths) {

    private static final int COMPRESSION = 259;
    private static final int FILL_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_LENGTHS = 279;
    private static final int PREDICTOR = 317;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;

    private static final int LOWEST_BIT_FIRST = 2;
    private static final int DIFFERENCES = 2;

    static TiffSegments read(FileBytes file, TiffTags tags, TiffLayout layout)
            throws ImageException {
        int compression = (int) tags.number(COMPRESSION, TiffBytes.PLAIN);
        long predictor = tags.number(PREDICTOR, 1);
        boolean predicted = compression != TiffBytes.PLAIN && compression != TiffBytes.PACK_BITS;
        if (predicted && predictor != 1 && (predictor != DIFFERENCES || layout.bits() < 8)) {
            throw file.problem(
                    "TIFF predictor %d with %d bits, expected none or differences of 8 or 16 bits",
                    predictor, layout.bits());
        }
        boolean tiled = tags.has(TiffLayout.TILE_WIDTH);
        int count = layout.planes() * layout.segmentsAcross() * layout.segmentsDown();
        long[] lengths = new long[count];
        Arrays.fill(lengths, file.size());
        int lengthTag = tiled ? TILE_LENGTHS : STRIP_LENGTHS;
        return new TiffSegments(
                tags.number(FILL_ORDER, 1) == LOWEST_BIT_FIRST ? file.withReversedBits() : file,
                compression,
                predicted && predictor == DIFFERENCES,
                tags.numbers(tiled ? TILE_OFFSETS : STRIP_OFFSETS, count),
                tags.has(lengthTag) ? tags.numbers(lengthTag, count) : lengths);
    }

    TiffBytes open(int segment) throws ImageException {
        return TiffBytes.open(file, compression, offsets[segment], lengths[segment]);
    }
}
