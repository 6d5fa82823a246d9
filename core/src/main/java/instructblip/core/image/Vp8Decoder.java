package instructblip.core.image;

/** Decodes a VP8 key frame, the lossy kind of WebP, as libwebp does, bit for bit. */
final class Vp8Decoder {

    /** Sides of a macroblock: of its brightness, of its colours, of a block. */
    private static final int LUMA = 16;

    private static final int CHROMA = 8;
    private static final int BLOCK = 4;

    private final Vp8Header header;
    private final int across;
    private final int down;
    private final Vp8Modes modes;
    private final Vp8Coefficients coefficients;
    private final Vp8Plane luma;
    private final Vp8Plane[] chroma;

    /** How each macroblock is smoothed, row by row, and whether within, too. */
    private final Vp8Smoothing.Limits[] limits;

    private final boolean[] within;

    private Vp8Decoder(Vp8Header header) {
        this.header = header;
        this.across = (header.width() + LUMA - 1) / LUMA;
        this.down = (header.height() + LUMA - 1) / LUMA;
        this.modes = new Vp8Modes(header, across);
        this.coefficients = new Vp8Coefficients(header, across);
        this.luma = new Vp8Plane(across * LUMA, down * LUMA);
        this.chroma =
                new Vp8Plane[] {
                    new Vp8Plane(across * CHROMA, down * CHROMA),
                    new Vp8Plane(across * CHROMA, down * CHROMA)
                };
        this.limits = new Vp8Smoothing.Limits[across * down];
        this.within = new boolean[across * down];
    }

    /**
     * @param start of the frame
     * @param end behind the frame
     */
    static RgbImage decode(FileBytes file, long start, long end) throws ImageException {
        Vp8Header header = Vp8Header.read(file, start, end);
        Vp8Decoder decoder = new Vp8Decoder(header);
        decoder.decode();
        decoder.smooth(new Vp8Filter(decoder.luma, LUMA, header.smoothing().simple()));
        for (Vp8Plane plane : decoder.chroma) {
            if (!header.smoothing().simple()) {
                decoder.smooth(new Vp8Filter(plane, CHROMA, false));
            }
        }
        byte[] rgb =
                new Vp8Colours(header.width(), header.height(), decoder.luma, decoder.chroma).rgb();
        return new RgbImage(header.width(), header.height(), rgb);
    }

    private void decode() throws ImageException {
        for (int row = 0; row < down; row++) {
            modes.beginRow();
            coefficients.beginRow(header.tokens()[row % header.tokens().length]);
            for (int column = 0; column < across; column++) {
                decode(column, row);
            }
            luma.extend((row + 1) * LUMA - 1);
        }
    }

    private void decode(int column, int row) throws ImageException {
        Vp8Modes.Modes own = modes.next(column);
        boolean any = false;
        if (own.skipped()) {
            coefficients.skip(column, own.split());
        } else {
            any = coefficients.read(column, own.split(), header.steps()[own.segment()]);
        }
        int macroblock = row * across + column;
        limits[macroblock] =
                header.smoothing().limits(header.segments(), own.segment(), own.split());
        within[macroblock] = own.split() || any;
        if (own.split()) {
            drawBlocks(column, row, own);
        } else {
            Vp8Prediction.whole(luma, column * LUMA, row * LUMA, LUMA, own.luma());
            add(luma, luma.at(column * LUMA, row * LUMA), LUMA / BLOCK, 0);
        }
        int block = Vp8Coefficients.LUMA_BLOCKS;
        for (Vp8Plane plane : chroma) {
            Vp8Prediction.whole(plane, column * CHROMA, row * CHROMA, CHROMA, own.chroma());
            add(plane, plane.at(column * CHROMA, row * CHROMA), CHROMA / BLOCK, block);
            block += CHROMA / BLOCK * CHROMA / BLOCK;
        }
    }

    /** Each block builds on those before it. Below the first row, all look at its upper right. */
    private void drawBlocks(int column, int row, Vp8Modes.Modes own) {
        int rightOfAll = luma.at((column + 1) * LUMA, row * LUMA - 1);
        for (int block = 0; block < Vp8Coefficients.LUMA_BLOCKS; block++) {
            int x = column * LUMA + block % BLOCK * BLOCK;
            int y = row * LUMA + block / BLOCK * BLOCK;
            boolean last = block % BLOCK == BLOCK - 1;
            int aboveRight = last ? rightOfAll : luma.at(x + BLOCK, y - 1);
            Vp8Prediction.block(luma, luma.at(x, y), aboveRight, own.blocks()[block]);
            add(luma, luma.at(x, y), 1, block);
        }
    }

    /**
     * Adds the differences of a square of blocks.
     *
     * @param at place of its first pixel
     * @param blocks on a side of the square
     * @param first number of its first block
     */
    private void add(Vp8Plane plane, int at, int blocks, int first) {
        for (int i = 0; i < blocks * blocks; i++) {
            int place = at + i / blocks * BLOCK * plane.stride() + i % blocks * BLOCK;
            Vp8Transform.add(
                    coefficients.values(), (first + i) * Vp8Coefficients.BLOCK, plane, place);
        }
    }

    private void smooth(Vp8Filter filter) {
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                int macroblock = row * across + column;
                if (limits[macroblock].edge() > 0) {
                    filter.smooth(column, row, limits[macroblock], within[macroblock]);
                }
            }
        }
    }
}
