package instructblip.core.language;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import java.util.Arrays;

/**
 * Tokens that are scored behind new nodes of a tree. Several may stand behind one node, and behind
 * some nodes none.
 *
 * @param nodes ascending: b * n + i is the new node i of sample b
 * @param ids the token that each is scored with
 */
public record NextTokens(long[] nodes, long[] ids) {

    /** Logits that are held at once, about: more would leave the processor's caches. */
    private static final int LOGITS = 4 << 20;

    /**
     * A product's rows are best a multiple of this: two rows more than 128 cost half as much again.
     */
    private static final int BLOCK = 64;

    /**
     * Scores them, some nodes after the others.
     *
     * @param hidden (B, n, D) of the new nodes, ready for the output layer
     * @param weights of the model, whose second is the output layer
     * @param vocabulary its rows
     * @return negative log-likelihood of each
     */
    public Tensor losses(
            Kernels kernels, Scope scope, Tensor hidden, TensorList weights, int vocabulary) {
        long[] rows = Arrays.stream(nodes).distinct().toArray();
        int together = Math.max(1, LOGITS / vocabulary / BLOCK) * BLOCK;
        long[] counts = new long[(rows.length + together - 1) / together];
        long[] which = new long[nodes.length];
        int row = 0;
        for (int i = 0; i < nodes.length; i++) {
            while (rows[row] != nodes[i]) {
                row++;
            }
            which[i] = row % together;
            counts[row / together]++;
        }
        try (Scope step = scope.inner()) {
            return kernels.call(
                    scope,
                    "next_losses",
                    hidden,
                    step.tensor(rows, rows.length),
                    together,
                    counts,
                    step.tensor(which, which.length),
                    step.tensor(ids, ids.length),
                    weights);
        }
    }
}
