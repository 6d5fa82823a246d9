package instructblip.core.model;

import instructblip.core.image.RgbImage;

/**
 * An image in the size that the vision encoder reads.
 *
 * @param key of its content: SHA-256 of the file, for a frame with its index behind it
 * @param pixels resized
 */
record DecodedImage(String key, RgbImage pixels) {

    /** SHA-256 of the file, whichever of its frames this is. */
    String fileSha256() {
        int frame = key.indexOf('#');
        return frame < 0 ? key : key.substring(0, frame);
    }
}
