package instructblip.core.image;

import java.util.Arrays;

/**
 * The first frame of a GIF file as Pillow draws it: on the whole screen, however small it is. (Only
 * a frame's own palette of plain greys, which Pillow overlooks beside a common one, counts here.)
 */
final class GifDecoder {

    /** First row and distance of the rows in each pass of an interlaced frame. */
    private static final int[][] INTERLACED = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private static final int[][] IN_ORDER = {{0, 1}};

    private GifDecoder() {}

    static Pixels decode(FileBytes file, Alpha alpha) throws ImageException {
        GifFrame frame = GifFrame.read(file);
        byte[] screen = new byte[frame.screenWidth() * frame.screenHeight()];
        if (frame.clear() >= 0) {
            Arrays.fill(screen, (byte) frame.clear());
        }
        GifCodes codes = new GifCodes(file, frame.data() + 1);
        LzwText indices = new LzwText(file, codes, file.u8(frame.data()), 0);
        for (int[] pass : frame.interlaced() ? INTERLACED : IN_ORDER) {
            for (int y = pass[0]; y < frame.height(); y += pass[1]) {
                int at = (frame.y() + y) * frame.screenWidth() + frame.x();
                indices.read(screen, at, frame.width());
            }
        }
        byte[] opacity = {};
        if (alpha == Alpha.BLEND_ON_WHITE && frame.clear() >= 0) {
            opacity = new byte[screen.length];
            for (int i = 0; i < screen.length; i++) {
                opacity[i] = (byte) ((screen[i] & 0xff) == frame.clear() ? 0 : 255);
            }
        }
        return new Pixels(
                frame.screenWidth(),
                frame.screenHeight(),
                frame.palette().colours(screen),
                opacity);
    }
}
