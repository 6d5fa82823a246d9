package instructblip.core.image;

/** Cyan, magenta, yellow and black to colours, without a profile, as Pillow mixes them. */
final class Inks {

    private static final int INKS = 4;

    private Inks() {}

    /**
     * @param light four bytes per pixel, 255 = no ink
     */
    static byte[] toRgb(byte[] light) {
        byte[] rgb = new byte[light.length / INKS * RgbImage.CHANNELS];
        for (int from = 0, to = 0; from < light.length; from += INKS) {
            int unblackened = light[from + 3] & 0xff;
            for (int i = 0; i < RgbImage.CHANNELS; i++) {
                int ink = 255 - (light[from + i] & 0xff);
                int product = ink * unblackened + 128;
                int level = unblackened - ((product >> 8) + product >> 8);
                rgb[to++] = (byte) Math.max(0, level);
            }
        }
        return rgb;
    }
}
