package instructblip.core.qformer;

import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Q-Former that reads the instruction as well as the image, unlike BLIP-2's (LAVIS {@code
 * Qformer.py}; {@code InstructBlipQFormerModel}).
 *
 * <p>U = distinct images, B = rows of the batch (a frame of a sample each), N = image rows, Q =
 * queries, T = instruction tokens, D = width.
 */
public final class QFormer implements AutoCloseable {

    private final QFormerConfig config;
    private final Kernels kernels;
    private final TensorList stack;
    private final TensorList imageKeys;

    public QFormer(QFormerConfig config, Kernels kernels, WeightLoader loader) {
        this.config = config;
        this.kernels = kernels;
        this.stack = loader.load(QFormerWeights.stack(config));
        this.imageKeys = loader.load(QFormerWeights.imageKeys(config));
    }

    /**
     * Keys and values of images, which do not depend on the instruction.
     *
     * @param images (U, N, Dv)
     * @return a list for {@link #query}, closed by the caller
     */
    public TensorList keys(Tensor images) {
        return kernels.list("qformer_keys", images, imageKeys);
    }

    /**
     * @param keys of U images
     * @param images index below U of the image that each row of the batch looks at
     * @param instructions token ids of each row, of any lengths
     * @return (B, Q, D)
     */
    public Tensor query(Scope scope, TensorList keys, long[] images, List<int[]> instructions) {
        int longest = instructions.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        return kernels.call(
                scope,
                "qformer",
                keys,
                scope.tensor(images, images.length),
                padded(scope, instructions, longest),
                mask(scope, instructions, longest),
                stack,
                config.heads(),
                config.layers(),
                config.crossFrequency(),
                config.activation().code(),
                config.epsilon(),
                kernels.dropout(config.hiddenDropout()),
                kernels.dropout(config.attentionDropout()));
    }

    private static Tensor padded(Scope scope, List<int[]> instructions, int longest) {
        long[] ids = new long[instructions.size() * longest];
        for (int b = 0; b < instructions.size(); b++) {
            int[] row = instructions.get(b);
            for (int i = 0; i < row.length; i++) {
                ids[b * longest + i] = row[i];
            }
        }
        return scope.tensor(ids, instructions.size(), longest);
    }

    /** (B, 1, 1, Q + T), true where there is something to see; null where all rows are full. */
    private Tensor mask(Scope scope, List<int[]> instructions, int longest) {
        if (instructions.stream().allMatch(ids -> ids.length == longest)) {
            return null;
        }
        int width = config.queries() + longest;
        boolean[] visible = new boolean[instructions.size() * width];
        for (int b = 0; b < instructions.size(); b++) {
            int end = config.queries() + instructions.get(b).length;
            Arrays.fill(visible, b * width, b * width + end, true);
        }
        return scope.tensor(visible, instructions.size(), 1, 1, width);
    }

    /** The tensors that a checkpoint holds for it. */
    public static List<WeightSpec> weights(QFormerConfig config) {
        return Stream.of(
                        QFormerWeights.stack(config),
                        QFormerWeights.imageKeys(config),
                        QFormerWeights.unread(config))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        stack.close();
        imageKeys.close();
    }
}
