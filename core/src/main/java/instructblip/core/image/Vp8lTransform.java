package instructblip.core.image;

/**
 * What made the pixels of lossless WebP easier to pack, to be undone (RFC 9649, section 3).
 *
 * @param kind of transform
 * @param width of the picture before it was packed
 * @param height of the picture
 * @param shift squares of 2^shift pixels are treated alike; of a palette: 2^shift indices are in
 *     one pixel
 * @param data of every square, or the palette; 0xAARRGGBB
 */
record Vp8lTransform(Kind kind, int width, int height, int shift, int[] data) {

    /** In the order of the format's numbers. */
    enum Kind {
        PREDICTION,
        CROSS_COLOUR,
        WITHOUT_GREEN,
        PALETTE
    }

    private static final int[] NO_DATA = {};

    static Vp8lTransform read(Vp8lBits bits, int width, int height) throws ImageException {
        Kind kind = Kind.values()[bits.number(2)];
        return switch (kind) {
            case WITHOUT_GREEN -> new Vp8lTransform(kind, width, height, 0, NO_DATA);
            case PREDICTION, CROSS_COLOUR -> {
                int shift = 2 + bits.number(3);
                int across = Vp8lPixels.squares(width, shift);
                int down = Vp8lPixels.squares(height, shift);
                int[] data = Vp8lPixels.read(bits, across, down, false);
                yield new Vp8lTransform(kind, width, height, shift, data);
            }
            case PALETTE -> {
                int colours = 1 + bits.number(Byte.SIZE);
                int shift = colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3;
                int[] data = Vp8lPixels.read(bits, colours, 1, false);
                for (int i = 1; i < colours; i++) {
                    data[i] = Vp8lPrediction.sum(data[i], data[i - 1]);
                }
                yield new Vp8lTransform(kind, width, height, shift, data);
            }
        };
    }

    /** Width of the picture as it is packed. */
    int packedWidth() {
        return kind == Kind.PALETTE ? Vp8lPixels.squares(width, shift) : width;
    }

    /**
     * @param argb pixels, which may be overwritten
     * @return the pixels before
     */
    int[] undo(int[] argb) {
        return switch (kind) {
            case PREDICTION -> {
                Vp8lPrediction.undo(this, argb);
                yield argb;
            }
            case CROSS_COLOUR -> {
                addColours(argb);
                yield argb;
            }
            case WITHOUT_GREEN -> {
                addGreen(argb);
                yield argb;
            }
            case PALETTE -> colours(argb);
        };
    }

    /** What the square says that a pixel is in. */
    int data(int x, int y) {
        return data[(y >> shift) * Vp8lPixels.squares(width, shift) + (x >> shift)];
    }

    private static void addGreen(int[] argb) {
        for (int i = 0; i < argb.length; i++) {
            int green = argb[i] >> 8 & 0xff;
            int others = (argb[i] & 0xff00ff) + (green << 16 | green);
            argb[i] = argb[i] & 0xff00ff00 | others & 0xff00ff;
        }
    }

    /** Shares of green are in red and blue, and of red in blue. */
    private void addColours(int[] argb) {
        for (int i = 0; i < argb.length; i++) {
            int shares = data(i % width, i / width);
            byte green = (byte) (argb[i] >> 8);
            int red = (argb[i] >> 16) + share(shares, green);
            int blue = argb[i] + share(shares >> 8, green) + share(shares >> 16, (byte) red);
            argb[i] = argb[i] & 0xff00ff00 | (red & 0xff) << 16 | blue & 0xff;
        }
    }

    private static int share(int factor, byte colour) {
        return (byte) factor * colour >> 5;
    }

    private int[] colours(int[] packed) {
        int bits = Byte.SIZE >> shift;
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            int x = i % width;
            int indices = packed[i / width * packedWidth() + (x >> shift)] >> 8;
            int place = x & (1 << shift) - 1;
            int index = indices >> place * bits & (1 << bits) - 1;
            argb[i] = index < data.length ? data[index] : 0;
        }
        return argb;
    }
}
