package instructblip.core.language;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.Arrays;

/** Rows of different lengths in one batch: padded on the right, masked out of attention. */
public final class Padding {

    private Padding() {}

    /** Whether some row is shorter than the batch. */
    public static boolean isNeeded(Tensor rows, int[] lengths) {
        return Arrays.stream(lengths).anyMatch(length -> length != rows.size(1));
    }

    /** (B, 1, 1, P) additive mask: 0 on a row's positions, negative infinity behind its end. */
    public static Tensor of(Kernels kernels, Scope scope, Tensor rows, int[] lengths) {
        long[] ends = Arrays.stream(lengths).asLongStream().toArray();
        return kernels.call(
                scope,
                "padding",
                scope.tensor(ends, ends.length),
                rows.size(1),
                kernels.dtype().code());
    }

    /** (B, n) ids from rows of one length. */
    public static Tensor ids(Scope scope, int[][] rows) {
        int n = rows[0].length;
        long[] flat = new long[rows.length * n];
        for (int b = 0; b < rows.length; b++) {
            for (int i = 0; i < n; i++) {
                flat[b * n + i] = rows[b][i];
            }
        }
        return scope.tensor(flat, rows.length, n);
    }
}
