package instructblip.results.report.html;

import java.util.Base64;

/**
 * A small picture, encoded.
 *
 * @param type as {@code image/jpeg}
 * @param bytes content of a file of that type; not copied
 * @param width in pixels
 * @param height in pixels
 */
public record Thumbnail(String type, byte[] bytes, int width, int height) {

    /** Drawings of this size look better with sharp pixels than washed out. */
    private static final int SMALL = 128;

    boolean isSmall() {
        return Math.max(width, height) <= SMALL;
    }

    String dataUri() {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** Characters of {@link #dataUri}, about. */
    long characters() {
        return 4L * ((bytes.length + 2) / 3) + type.length();
    }
}
