package instructblip.core.image;

import java.util.Arrays;

/**
 * {@code Image.resize(size, BICUBIC)} of Pillow 13 for 8-bit RGB, bit for bit: one axis is
 * resampled and rounded to bytes, then the other.
 */
final class BicubicResize {

    private static final int HALF = 1 << (ResizeWindows.PRECISION_BITS - 1);

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
        byte[] from = image.rgb();
        byte[] into = new byte[RgbImage.CHANNELS * width * image.height()];
        int to = 0;
        for (int y = 0; y < image.height(); y++) {
            int row = y * image.width();
            for (int x = 0; x < width; x++) {
                int at = RgbImage.CHANNELS * (row + windows.first()[x]);
                int red = HALF;
                int green = HALF;
                int blue = HALF;
                for (int weight : windows.weights()[x]) {
                    red += (from[at] & 0xff) * weight;
                    green += (from[at + 1] & 0xff) * weight;
                    blue += (from[at + 2] & 0xff) * weight;
                    at += RgbImage.CHANNELS;
                }
                into[to++] = level(red);
                into[to++] = level(green);
                into[to++] = level(blue);
            }
        }
        return new RgbImage(width, image.height(), into);
    }

    private static RgbImage toHeight(RgbImage image, int height) {
        if (image.height() == height) {
            return image;
        }
        ResizeWindows windows = ResizeWindows.of(image.height(), height);
        int row = RgbImage.CHANNELS * image.width();
        byte[] into = new byte[row * height];
        int[] sums = new int[row];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            int at = windows.first()[y] * row;
            for (int weight : windows.weights()[y]) {
                add(image.rgb(), at, weight, sums);
                at += row;
            }
            for (int i = 0; i < row; i++) {
                into[y * row + i] = level(sums[i]);
            }
        }
        return new RgbImage(image.width(), height, into);
    }

    private static void add(byte[] levels, int from, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (levels[from + i] & 0xff) * weight;
        }
    }

    private static byte level(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> ResizeWindows.PRECISION_BITS));
    }
}
