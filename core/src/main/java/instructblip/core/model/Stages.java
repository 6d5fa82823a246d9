package instructblip.core.model;

import instructblip.core.kernel.Tensor;

/**
 * What the parts of the model made of one batch, in the order of the data.
 *
 * <p>U = distinct images, R = frames of all samples, B = samples.
 *
 * @param vision (U, N, Dv)
 * @param images (R) the image that a frame is: its row in {@code vision}
 * @param queries (R, Q, Dq)
 * @param projected (R, Q, D)
 * @param rows (B, P, D) what the language model reads
 * @param lengths true length of each row
 */
record Stages(
        Tensor vision,
        long[] images,
        Tensor queries,
        Tensor projected,
        Tensor rows,
        int[] lengths) {}
