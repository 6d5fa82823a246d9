package instructblip.core.model;

/** Batch sizes that measured well; see the performance notes. */
final class BatchAdvice {

    private static final long SMALL = 50_000_000;

    private BatchAdvice() {}

    /** Small models are bound by the cost of calls, large ones by weight traffic. */
    static int forModel(ModelDescription model) {
        long parameters = model.parameters().values().stream().mapToLong(Long::longValue).sum();
        if (parameters < SMALL) {
            return 64;
        }
        if (!model.device().equals("cpu")) {
            return 32;
        }
        return model.precision() == Precision.FLOAT32 ? 8 : 16;
    }
}
