package instructblip.core.image;

/** Decodes the opacity that a WebP file has beside lossy pixels (RFC 9649, section 2.7.1.2). */
final class WebpOpacity {

    private static final int PACKED = 1;
    private static final int LEFT = 1;
    private static final int ABOVE = 2;

    private WebpOpacity() {}

    static byte[] decode(FileBytes file, WebpFile.Frame frame, int width, int height)
            throws ImageException {
        int flags = file.u8(frame.opacity());
        long start = frame.opacity() + 1;
        byte[] opacity;
        if ((flags & 3) == PACKED) {
            Vp8lBits bits = new Vp8lBits(file, start, frame.opacityEnd());
            opacity = greens(Vp8lDecoder.decode(bits, width, height));
        } else if (start + width * height <= frame.opacityEnd()) {
            opacity = file.slice(start, width * height);
        } else {
            throw file.truncated();
        }
        addUp(opacity, width, flags >> 2 & 3);
        return opacity;
    }

    private static byte[] greens(int[] argb) {
        byte[] greens = new byte[argb.length];
        for (int i = 0; i < argb.length; i++) {
            greens[i] = (byte) (argb[i] >> 8);
        }
        return greens;
    }

    /** Values may be stored as differences from a guess. */
    private static void addUp(byte[] opacity, int width, int filter) {
        for (int i = 1; i < opacity.length && filter > 0; i++) {
            boolean first = i % width == 0;
            int left = first ? 0 : opacity[i - 1] & 0xff;
            int above = i < width ? 0 : opacity[i - width] & 0xff;
            int guess;
            if (i < width || filter == LEFT && !first) {
                guess = left;
            } else if (first || filter == ABOVE) {
                guess = above;
            } else {
                int corner = opacity[i - width - 1] & 0xff;
                guess = Math.max(0, Math.min(255, left + above - corner));
            }
            opacity[i] += (byte) guess;
        }
    }
}
