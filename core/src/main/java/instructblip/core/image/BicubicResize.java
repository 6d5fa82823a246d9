package instructblip.core.image;

/**
 * {@code Image.resize(size, BICUBIC)} of Pillow 13 for 8-bit RGB, bit for bit: one axis is
 * resampled and rounded to bytes, then the other.
 */
final class BicubicResize {

    private static final int HALF = 1 << (ResizeWindows.PRECISION_BITS - 1);
    private static final long HALVES = (long) HALF << 32 | HALF;

    private BicubicResize() {}

    static RgbImage resize(RgbImage image, int width, int height) {
        return heightFirst(image, width, height)
                ? toWidth(toHeight(image, height), width)
                : toHeight(toWidth(image, width), height);
    }

    /**
     * Since version 13 Pillow begins with the axis that leaves less to do; before, it was always
     * the width. The order decides which values are rounded, and so a level here and there. It also
     * keeps the image between the passes small.
     */
    private static boolean heightFirst(RgbImage image, int width, int height) {
        int lessHeight = image.height() - height;
        return lessHeight > 0 && lessHeight > 2 * (image.width() - width);
    }

    private static RgbImage toWidth(RgbImage image, int width) {
        if (image.width() == width) {
            return image;
        }
        ResizeWindows windows = ResizeWindows.of(image.width(), width);
        byte[] into = new byte[RgbImage.CHANNELS * width * image.height()];
        long[] pair = new long[RgbImage.CHANNELS * image.width()];
        for (int y = 0; y < image.height(); y += 2) {
            int next = Math.min(y + 1, image.height() - 1);
            pack(image, y, next, pair);
            stretch(pair, windows, into, y * width, next * width);
        }
        return new RgbImage(width, image.height(), into);
    }

    /** Two rows ride in one array, the upper half of each number for {@code y}. */
    private static void pack(RgbImage image, int y, int next, long[] pair) {
        byte[] rgb = image.rgb();
        int upper = y * pair.length;
        int lower = next * pair.length;
        for (int i = 0; i < pair.length; i++) {
            pair[i] = (long) (rgb[upper + i] & 0xff) << 32 | rgb[lower + i] & 0xff;
        }
    }

    private static void stretch(
            long[] pair, ResizeWindows windows, byte[] into, int upper, int lower) {
        int toUpper = upper * RgbImage.CHANNELS;
        int toLower = lower * RgbImage.CHANNELS;
        for (int x = 0; x < windows.first().length; x++) {
            int at = RgbImage.CHANNELS * windows.first()[x];
            long red = HALVES;
            long green = HALVES;
            long blue = HALVES;
            for (int weight : windows.weights()[x]) {
                red += pair[at] * weight;
                green += pair[at + 1] * weight;
                blue += pair[at + 2] * weight;
                at += RgbImage.CHANNELS;
            }
            into[toUpper++] = level(upper(red));
            into[toUpper++] = level(upper(green));
            into[toUpper++] = level(upper(blue));
            into[toLower++] = level((int) red);
            into[toLower++] = level((int) green);
            into[toLower++] = level((int) blue);
        }
    }

    /** Without what a negative lower half has borrowed. */
    private static int upper(long sums) {
        return (int) (sums - (int) sums >> 32);
    }

    private static RgbImage toHeight(RgbImage image, int height) {
        if (image.height() == height) {
            return image;
        }
        ResizeWindows windows = ResizeWindows.of(image.height(), height);
        int length = RgbImage.CHANNELS * image.width();
        byte[] into = new byte[length * height];
        int[] row = new int[length];
        int[][] sums = new int[height][];
        int done = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int i = 0; i < length; i++) {
                row[i] = image.rgb()[y * length + i] & 0xff;
            }
            for (int out = done; out < height && windows.first()[out] <= y; out++) {
                int[] weights = windows.weights()[out];
                int tap = y - windows.first()[out];
                if (tap == 0) {
                    sums[out] = new int[length];
                }
                add(row, weights[tap], sums[out]);
                if (tap == weights.length - 1) {
                    round(sums[out], into, out * length);
                    sums[out] = null;
                    done = out + 1;
                }
            }
        }
        return new RgbImage(image.width(), height, into);
    }

    private static void add(int[] row, int weight, int[] sums) {
        for (int i = 0; i < row.length; i++) {
            sums[i] += row[i] * weight;
        }
    }

    private static void round(int[] sums, byte[] into, int offset) {
        for (int i = 0; i < sums.length; i++) {
            into[offset + i] = level(sums[i] + HALF);
        }
    }

    private static byte level(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> ResizeWindows.PRECISION_BITS));
    }
}
