package instructblip.core.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What reading all weights tells.
 *
 * @param fingerprint of the weights
 * @param notFinite tensors with values that are not finite, by name; empty for sound weights
 */
public record WeightContents(ModelFingerprint fingerprint, List<NotFinite> notFinite) {

    /**
     * @param tensor its name
     * @param nans count
     * @param infinities count, of both signs
     */
    public record NotFinite(String tensor, long nans, long infinities) {}

    /**
     * Reads all weights in bounded memory.
     *
     * @throws CheckpointException when they cannot be read
     */
    public static WeightContents of(Checkpoint checkpoint) {
        ModelFingerprint.Digest digest = new ModelFingerprint.Digest();
        TensorBytes bytes = new TensorBytes();
        List<NotFinite> notFinite = new ArrayList<>();
        for (TensorEntry entry : ModelFingerprint.inOrder(checkpoint)) {
            digest.begin(entry);
            Count count = new Count(entry.dtype());
            bytes.read(
                    entry,
                    piece -> {
                        count.add(piece.duplicate().order(piece.order()));
                        digest.add(piece);
                    });
            if (count.nans + count.infinities > 0) {
                notFinite.add(new NotFinite(entry.name(), count.nans, count.infinities));
            }
        }
        return new WeightContents(digest.finish(), List.copyOf(notFinite));
    }

    /**
     * Of the types that weights may have: numbers whose exponent is all ones: NaN, or infinite
     * without a fraction.
     */
    private static final class Count {

        private final StoredType type;
        private long nans;
        private long infinities;

        Count(StoredType type) {
            this.type = type;
        }

        void add(ByteBuffer piece) {
            if (type == StoredType.F16) {
                shorts(piece, 0x7C00, 0x03FF);
            } else if (type == StoredType.BF16) {
                shorts(piece, 0x7F80, 0x007F);
            } else if (type == StoredType.F32) {
                ints(piece);
            }
        }

        private void shorts(ByteBuffer piece, int exponent, int fraction) {
            while (piece.hasRemaining()) {
                int bits = piece.getShort();
                if ((bits & exponent) == exponent) {
                    count((bits & fraction) != 0);
                }
            }
        }

        private void ints(ByteBuffer piece) {
            while (piece.hasRemaining()) {
                int bits = piece.getInt();
                if ((bits & 0x7F800000) == 0x7F800000) {
                    count((bits & 0x007FFFFF) != 0);
                }
            }
        }

        private void count(boolean isNan) {
            if (isNan) {
                nans++;
            } else {
                infinities++;
            }
        }
    }
}
