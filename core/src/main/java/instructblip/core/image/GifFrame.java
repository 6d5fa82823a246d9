package instructblip.core.image;

/**
 * The first frame of a GIF file, still compressed.
 *
 * @param screenWidth of the picture, large enough for the frame
 * @param screenHeight of the picture
 * @param x of the frame on the screen
 * @param y of the frame on the screen
 * @param width of the frame
 * @param height of the frame
 * @param palette the frame's own or the file's; greys where there is none
 * @param clear the index that is transparent; -1 = none
 * @param interlaced whether the rows come in four passes
 * @param data where the size of codes and then their blocks begin
 */
record GifFrame(
        int screenWidth,
        int screenHeight,
        int x,
        int y,
        int width,
        int height,
        Palette palette,
        int clear,
        boolean interlaced,
        long data) {

    private static final int SCREEN = 6;
    private static final int IMAGE = ',';
    private static final int EXTENSION = '!';
    private static final int END = ';';
    private static final int GRAPHIC_CONTROL = 0xf9;

    private static final int HAS_PALETTE = 0x80;
    private static final int IS_INTERLACED = 0x40;
    private static final int HAS_CLEAR = 1;

    static GifFrame read(FileBytes file) throws ImageException {
        int flags = file.u8(SCREEN + 4);
        long at = SCREEN + 7;
        Palette palette = Palette.grey();
        if ((flags & HAS_PALETTE) != 0) {
            palette = palette(file, at, flags);
            at += paletteBytes(flags);
        }
        int clear = -1;
        // What is neither an image nor an extension is skipped byte by byte.
        for (int kind = file.u8(at); kind != IMAGE; kind = file.u8(at)) {
            if (kind == END) {
                throw file.problem("a GIF file without an image, expected one");
            }
            if (kind == EXTENSION) {
                boolean control = file.u8(at + 1) == GRAPHIC_CONTROL && file.u8(at + 2) >= 4;
                if (control && (file.u8(at + 3) & HAS_CLEAR) != 0) {
                    clear = file.u8(at + 6);
                }
                at = afterBlocks(file, at + 2);
            } else {
                at++;
            }
        }
        return frame(file, at + 1, palette, clear);
    }

    private static GifFrame frame(FileBytes file, long at, Palette common, int clear)
            throws ImageException {
        int x = file.u16le(at);
        int y = file.u16le(at + 2);
        int width = file.u16le(at + 4);
        int height = file.u16le(at + 6);
        int flags = file.u8(at + 8);
        int screenWidth = Math.max(file.u16le(SCREEN), x + width);
        int screenHeight = Math.max(file.u16le(SCREEN + 2), y + height);
        PixelLimit.check(file, width, height);
        PixelLimit.check(file, screenWidth, screenHeight);
        boolean own = (flags & HAS_PALETTE) != 0;
        return new GifFrame(
                screenWidth,
                screenHeight,
                x,
                y,
                width,
                height,
                own ? palette(file, at + 9, flags) : common,
                clear,
                (flags & IS_INTERLACED) != 0,
                at + 9 + (own ? paletteBytes(flags) : 0));
    }

    private static int paletteBytes(int flags) {
        return RgbImage.CHANNELS << (flags & 7) + 1;
    }

    private static Palette palette(FileBytes file, long at, int flags) throws ImageException {
        return Palette.of(file.slice(at, paletteBytes(flags)));
    }

    private static long afterBlocks(FileBytes file, long start) throws ImageException {
        long at = start;
        while (file.u8(at) != 0) {
            at += 1 + file.u8(at);
        }
        return at + 1;
    }
}
