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
 * The Q-Former (LAVIS {@code Qformer.py}): InstructBLIP's reads the instruction as well as the
 * image ({@code InstructBlipQFormerModel}), BLIP-2's the image alone ({@code Blip2QFormerModel}).
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
     * What keys and values would be made of: where few queries look at many rows, to take the
     * queries to the rows' width is less work than to project the rows. Needs matrices that are not
     * packed.
     *
     * @param images (U, N, Dv)
     * @param scaling weight and bias that are yet to be applied to each of their rows; {@code null}
     *     where there are none
     * @param looksAt index below U of the image that each row of the batch looks at
     * @return a list for {@link #query} on the same rows, closed by the caller
     */
    public TensorList unprojected(Scope scope, Tensor images, TensorList scaling, long[] looksAt) {
        long[] rows = config.text().isPresent() ? looksAt : distinct(looksAt);
        return kernels.list(
                "qformer_rows", images, scope.tensor(rows, rows.length), scaling, imageKeys);
    }

    /** See {@link QFormerConfig#prefersUnprojected}. */
    public boolean prefersUnprojected(int images, int imageRows, long[] looksAt) {
        return config.prefersUnprojected(images, imageRows, looksAt.length);
    }

    /**
     * @param keys of U images
     * @param images index below U of the image that each row of the batch looks at
     * @param instructions token ids of each row, of any lengths; unread where the Q-Former reads
     *     the image alone
     * @return (B, Q, D)
     */
    public Tensor query(Scope scope, TensorList keys, long[] images, List<int[]> instructions) {
        if (config.text().isEmpty()) {
            return ofImages(scope, keys, images);
        }
        int longest = instructions.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        return query(
                scope,
                keys,
                scope.tensor(images, images.length),
                padded(scope, instructions, longest),
                mask(scope, instructions, longest));
    }

    /** Each image once, however many rows look at it. */
    private Tensor ofImages(Scope scope, TensorList keys, long[] images) {
        long[] distinct = distinct(images);
        Tensor queries = query(scope, keys, scope.tensor(distinct, distinct.length), null, null);
        return Arrays.equals(distinct, images)
                ? queries
                : kernels.call(scope, "take", queries, scope.tensor(images, images.length));
    }

    private static long[] distinct(long[] images) {
        return Arrays.stream(images).distinct().sorted().toArray();
    }

    private Tensor query(
            Scope scope, TensorList keys, Tensor images, Tensor instructions, Tensor mask) {
        return kernels.call(
                scope,
                "qformer",
                keys,
                images,
                instructions,
                mask,
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
