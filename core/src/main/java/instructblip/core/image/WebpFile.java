package instructblip.core.image;

/**
 * The first picture of a WebP file (RFC 9649, section 2).
 *
 * @param width of the whole picture; 0 = as the frame says
 * @param height of the whole picture; 0 = as the frame says
 * @param moving whether the frame may be smaller than the picture
 * @param frame its pixels
 * @param x of the frame in the whole picture
 * @param y of the frame in the whole picture
 * @param transparent whether it may be other than opaque
 */
record WebpFile(
        int width, int height, boolean moving, Frame frame, int x, int y, boolean transparent) {

    /**
     * @param lossless the kind of its pixels
     * @param start of its pixels
     * @param end behind its pixels
     * @param opacity start of the opacity that lossy pixels lack; 0 = there is none
     * @param opacityEnd behind it
     */
    record Frame(boolean lossless, long start, long end, long opacity, long opacityEnd) {

        static Frame read(FileBytes file, long from, long to) throws ImageException {
            long opacity = 0;
            long opacityEnd = 0;
            long at = from;
            while (true) {
                long start = at + CHUNK_HEADER;
                long end = endOfChunk(file, at, to);
                if (file.has((int) at, "ALPH")) {
                    opacity = start;
                    opacityEnd = end;
                } else if (file.has((int) at, "VP8L")) {
                    return new Frame(true, start, end, 0, 0);
                } else if (file.has((int) at, "VP8 ")) {
                    return new Frame(false, start, end, opacity, opacityEnd);
                }
                at = end + (end & 1);
            }
        }
    }

    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int TRANSPARENT = 0x10;
    private static final int ANIMATED = 0x02;

    static WebpFile read(FileBytes file) throws ImageException {
        long end = CHUNK_HEADER + file.u32le(4);
        if (end > file.size()) {
            throw file.truncated();
        }
        if (!file.has(FIRST_CHUNK, "VP8X")) {
            Frame frame = Frame.read(file, FIRST_CHUNK, end);
            return new WebpFile(0, 0, false, frame, 0, 0, true);
        }
        long content = FIRST_CHUNK + CHUNK_HEADER;
        int flags = file.u8(content);
        int width = 1 + u24(file, content + 4);
        int height = 1 + u24(file, content + 7);
        PixelLimit.check(file, width, height);
        boolean transparent = (flags & TRANSPARENT) != 0;
        long at = endOfChunk(file, FIRST_CHUNK, end);
        if ((flags & ANIMATED) == 0) {
            Frame frame = Frame.read(file, at, end);
            boolean other = frame.lossless() || frame.opacity() > 0;
            return new WebpFile(width, height, false, frame, 0, 0, transparent || other);
        }
        while (!file.has((int) at, "ANMF")) {
            long next = endOfChunk(file, at, end);
            at = next + (next & 1);
        }
        long frame = at + CHUNK_HEADER;
        return new WebpFile(
                width,
                height,
                true,
                Frame.read(file, frame + FRAME_HEADER, endOfChunk(file, at, end)),
                2 * u24(file, frame),
                2 * u24(file, frame + 3),
                transparent);
    }

    /** Behind the content of the chunk at that place, which lies before {@code limit}. */
    private static long endOfChunk(FileBytes file, long at, long limit) throws ImageException {
        long end = at + CHUNK_HEADER + file.u32le(at + 4);
        if (end > limit) {
            throw file.truncated();
        }
        return end;
    }

    private static int u24(FileBytes file, long at) throws ImageException {
        return file.u16le(at) | file.u8(at + 2) << 16;
    }
}
