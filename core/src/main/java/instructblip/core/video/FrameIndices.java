package instructblip.core.video;

/**
 * Which frames stand for a clip: {@code numpy.arange(0, length, length / wanted)} cut to whole
 * numbers, as LAVIS {@code load_video} samples with {@code "uniform"}.
 */
final class FrameIndices {

    private FrameIndices() {}

    /**
     * @param length frames of the clip
     * @param wanted frames to pick, at least 1
     * @return rising indices, {@code wanted} of them; all frames of a clip that has fewer
     */
    static long[] uniform(long length, int wanted) {
        int picked = (int) Math.min(length, wanted);
        double step = (double) length / picked;
        long[] indices = new long[picked];
        for (int i = 0; i < picked; i++) {
            // The rounding of the product is numpy's.
            indices[i] = (long) (i * step);
        }
        return indices;
    }
}
