package instructblip.core.image;

/** The predictions of lossless WebP: pixels are stored as differences from a guess. */
final class Vp8lPrediction {

    private static final int BLACK = 0xff000000;

    private Vp8lPrediction() {}

    /** Adds to every difference the guess from the pixels before it, which are whole by then. */
    static void undo(Vp8lTransform transform, int[] argb) {
        int width = transform.width();
        for (int i = 0; i < argb.length; i++) {
            int x = i % width;
            int guess;
            if (i == 0) {
                guess = BLACK;
            } else if (i < width) {
                guess = argb[i - 1];
            } else if (x == 0) {
                guess = argb[i - width];
            } else {
                guess = guess(transform.data(x, i / width) >> 8 & 0xf, argb, i, width);
            }
            argb[i] = sum(argb[i], guess);
        }
    }

    private static int guess(int mode, int[] argb, int at, int width) {
        int left = argb[at - 1];
        int above = argb[at - width];
        int aboveLeft = argb[at - width - 1];
        // Of the last pixel in a row this is the first of its own row.
        int aboveRight = argb[at - width + 1];
        return switch (mode) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> aboveRight;
            case 4 -> aboveLeft;
            case 5 -> mean(mean(left, aboveRight), above);
            case 6 -> mean(left, aboveLeft);
            case 7 -> mean(left, above);
            case 8 -> mean(aboveLeft, above);
            case 9 -> mean(above, aboveRight);
            case 10 -> mean(mean(left, aboveLeft), mean(above, aboveRight));
            case 11 -> nearer(left, above, aboveLeft);
            case 12 -> continued(left, above, aboveLeft);
            case 13 -> halfContinued(mean(left, above), aboveLeft);
            default -> BLACK;
        };
    }

    /** Of each of the four parts, without carrying over. */
    static int sum(int one, int other) {
        int alphaAndGreen = (one & 0xff00ff00) + (other & 0xff00ff00);
        int redAndBlue = (one & 0xff00ff) + (other & 0xff00ff);
        return alphaAndGreen & 0xff00ff00 | redAndBlue & 0xff00ff;
    }

    private static int mean(int one, int other) {
        return ((one ^ other) >>> 1 & 0x7f7f7f7f) + (one & other);
    }

    /** Which of both is nearer to left + above - corner. */
    private static int nearer(int left, int above, int corner) {
        int toLeft = 0;
        int toAbove = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            toLeft += Math.abs(part(above, shift) - part(corner, shift));
            toAbove += Math.abs(part(left, shift) - part(corner, shift));
        }
        return toLeft < toAbove ? left : above;
    }

    private static int continued(int left, int above, int corner) {
        int guess = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int value = part(left, shift) + part(above, shift) - part(corner, shift);
            guess |= clip(value) << shift;
        }
        return guess;
    }

    private static int halfContinued(int mean, int corner) {
        int guess = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int value = part(mean, shift);
            guess |= clip(value + (value - part(corner, shift)) / 2) << shift;
        }
        return guess;
    }

    private static int part(int colour, int shift) {
        return colour >> shift & 0xff;
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
