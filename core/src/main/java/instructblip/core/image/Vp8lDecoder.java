package instructblip.core.image;

import java.util.EnumSet;
import java.util.LinkedList;
import java.util.Set;

/** Decodes the lossless kind of WebP (RFC 9649, section 3). */
final class Vp8lDecoder {

    private Vp8lDecoder() {}

    /**
     * Decodes what follows the header.
     *
     * @return 0xAARRGGBB, row by row
     */
    static int[] decode(Vp8lBits bits, int width, int height) throws ImageException {
        LinkedList<Vp8lTransform> transforms = new LinkedList<>();
        Set<Vp8lTransform.Kind> kinds = EnumSet.noneOf(Vp8lTransform.Kind.class);
        int packedWidth = width;
        while (bits.flag()) {
            Vp8lTransform transform = Vp8lTransform.read(bits, packedWidth, height);
            if (!kinds.add(transform.kind())) {
                throw bits.damaged("the same transform twice");
            }
            packedWidth = transform.packedWidth();
            transforms.addFirst(transform);
        }
        int[] argb = Vp8lPixels.read(bits, packedWidth, height, true);
        for (Vp8lTransform transform : transforms) {
            argb = transform.undo(argb);
        }
        return argb;
    }
}
