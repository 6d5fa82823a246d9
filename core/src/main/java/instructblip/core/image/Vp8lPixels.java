package instructblip.core.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the entropy-coded pixels of lossless WebP: each is given in four parts, copied from before,
 * or one of the colours seen lately (RFC 9649, section 3).
 */
final class Vp8lPixels {

    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;

    private static final int MAX_RECENT_BITS = 11;
    private static final int RECENT_FACTOR = 0x1e35a7bd;

    /** Columns and rows to go back by, for the short distances. */
    private static final List<int[]> NEIGHBOURS = neighbours();

    /** Codes of a pixel's parts; green's are also those of copies and of recent colours. */
    private record Codes(
            Vp8lCode green, Vp8lCode red, Vp8lCode blue, Vp8lCode opacity, Vp8lCode distance) {

        static Codes read(Vp8lBits bits, int recents) throws ImageException {
            return new Codes(
                    Vp8lCode.read(bits, LITERALS + LENGTHS + recents),
                    Vp8lCode.read(bits, LITERALS),
                    Vp8lCode.read(bits, LITERALS),
                    Vp8lCode.read(bits, LITERALS),
                    Vp8lCode.read(bits, DISTANCES));
        }
    }

    private final Vp8lBits bits;
    private final int width;
    private final int[] argb;
    private final int[] recents;
    private int filled;

    private Vp8lPixels(Vp8lBits bits, int width, int height) throws ImageException {
        this.bits = bits;
        this.width = width;
        this.argb = new int[width * height];
        boolean remembers = bits.flag();
        int recentBits = remembers ? bits.number(4) : 0;
        if (recentBits > MAX_RECENT_BITS || remembers && recentBits == 0) {
            throw bits.damaged("a colour cache of " + recentBits + " bits");
        }
        this.recents = new int[remembers ? 1 << recentBits : 0];
    }

    /**
     * Reads a picture.
     *
     * @param main whether its codes may differ from place to place
     * @return 0xAARRGGBB, row by row
     */
    static int[] read(Vp8lBits bits, int width, int height, boolean main) throws ImageException {
        Vp8lPixels pixels = new Vp8lPixels(bits, width, height);
        if (main && bits.flag()) {
            pixels.readByPlace(2 + bits.number(3));
        } else {
            Codes codes = Codes.read(bits, pixels.recents.length);
            while (pixels.filled < pixels.argb.length) {
                pixels.next(codes);
            }
        }
        return pixels.argb;
    }

    /** A further picture tells which codes each square of the main one uses. */
    private void readByPlace(int shift) throws ImageException {
        int across = squares(width, shift);
        int[] places = read(bits, across, squares(argb.length / width, shift), false);
        int count = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = places[i] >> 8 & 0xffff;
            count = Math.max(count, places[i] + 1);
        }
        List<Codes> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(Codes.read(bits, recents.length));
        }
        while (filled < argb.length) {
            int x = filled % width >> shift;
            int y = filled / width >> shift;
            next(codes.get(places[y * across + x]));
        }
    }

    /** How many squares of 2^shift pixels a side takes. */
    static int squares(int side, int shift) {
        return side + (1 << shift) - 1 >> shift;
    }

    private void next(Codes codes) throws ImageException {
        int code = codes.green.next(bits);
        if (code < LITERALS) {
            int colour = codes.red.next(bits) << 16 | code << 8;
            colour |= codes.blue.next(bits);
            add(colour | codes.opacity.next(bits) << 24);
        } else if (code < LITERALS + LENGTHS) {
            int length = number(code - LITERALS);
            copy(length, distance(number(codes.distance.next(bits))));
        } else {
            add(recents[code - LITERALS - LENGTHS]);
        }
    }

    private void add(int colour) {
        argb[filled++] = colour;
        if (recents.length > 0) {
            int shift = Integer.numberOfLeadingZeros(recents.length) + 1;
            recents[RECENT_FACTOR * colour >>> shift] = colour;
        }
    }

    private void copy(int length, int distance) throws ImageException {
        if (distance > filled || length > argb.length - filled) {
            throw bits.damaged("a copy from outside the picture");
        }
        for (int i = 0; i < length; i++) {
            add(argb[filled - distance]);
        }
    }

    /** A length or distance: its highest bits are the symbol, the others follow. */
    private int number(int symbol) throws ImageException {
        if (symbol < 4) {
            return symbol + 1;
        }
        int more = symbol - 2 >> 1;
        return (2 + (symbol & 1) << more) + bits.number(more) + 1;
    }

    private int distance(int code) {
        if (code > NEIGHBOURS.size()) {
            return code - NEIGHBOURS.size();
        }
        int[] back = NEIGHBOURS.get(code - 1);
        return Math.max(1, back[0] + back[1] * width);
    }

    /** The nearest come first; of those equally near, the ones further above, and to the left. */
    private static List<int[]> neighbours() {
        List<int[]> neighbours = new ArrayList<>();
        for (int up = 7; up >= 0; up--) {
            for (int left = 8; left >= -7; left--) {
                if (up > 0 || left > 0) {
                    neighbours.add(new int[] {left, up});
                }
            }
        }
        neighbours.sort(Comparator.comparingInt(back -> back[0] * back[0] + back[1] * back[1]));
        return neighbours;
    }
}
