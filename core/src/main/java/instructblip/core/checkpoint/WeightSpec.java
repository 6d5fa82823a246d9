package instructblip.core.checkpoint;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor that a part of the model asks for. The order of a part's list is the order in which its
 * kernel takes them.
 *
 * @param name as in the checkpoint
 * @param shape sizes, outermost first
 * @param use what it is for
 * @param forManyRows whether a matrix is multiplied by the rows of whole images or prompts, and not
 *     token by token
 */
public record WeightSpec(String name, List<Long> shape, Use use, boolean forManyRows) {

    /** What a tensor is for, which decides how it may be laid out in memory. */
    public enum Use {
        /** Right-hand side of a product with (out, in) or (out, in...) sizes; may be packed. */
        MATRIX,
        /**
         * A matrix whose products leave float16's range: stays float32 where the rest is float16.
         */
        WIDE_MATRIX,
        /** Looked up row by row or added; stays as it is. */
        TABLE,
        /** Not in the file: zeros of that shape. */
        ZEROS,
        /** Not in the file: ones of that shape. */
        ONES;

        /** Whether a checkpoint holds it. */
        public boolean isStored() {
            return this != ZEROS && this != ONES;
        }
    }

    public WeightSpec {
        shape = List.copyOf(shape);
    }

    public WeightSpec(String name, List<Long> shape, Use use) {
        this(name, shape, use, false);
    }

    /** The same tensors, their matrices multiplied by the rows of whole images or prompts. */
    public static List<WeightSpec> ofManyRows(List<WeightSpec> specs) {
        return specs.stream()
                .map(spec -> new WeightSpec(spec.name, spec.shape, spec.use, spec.isMatrix()))
                .toList();
    }

    private boolean isMatrix() {
        return use == Use.MATRIX || use == Use.WIDE_MATRIX;
    }

    /** Number of elements. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    public static WeightSpec matrix(String name, long... shape) {
        return new WeightSpec(name, Arrays.stream(shape).boxed().toList(), Use.MATRIX);
    }

    public static WeightSpec wideMatrix(String name, long... shape) {
        return new WeightSpec(name, Arrays.stream(shape).boxed().toList(), Use.WIDE_MATRIX);
    }

    public static WeightSpec table(String name, long... shape) {
        return new WeightSpec(name, Arrays.stream(shape).boxed().toList(), Use.TABLE);
    }

    public static WeightSpec ones(long... shape) {
        return new WeightSpec("", Arrays.stream(shape).boxed().toList(), Use.ONES);
    }

    public static WeightSpec zeros(long... shape) {
        return new WeightSpec("", Arrays.stream(shape).boxed().toList(), Use.ZEROS);
    }
}
