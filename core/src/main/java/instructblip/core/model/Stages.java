package instructblip.core.model;

import instructblip.core.kernel.Tensor;

/**
 * What the parts of the model made of one batch, in the order of the data.
 *
 * <p>U = distinct images, R = frames of all samples, B = samples.
 *
 * @param vision (U, N, Dv)
 * @param queries (R, Q, Dq)
 * @param projected (R, Q, D)
 * @param rows (B, P, D) what the language model reads
 * @param lengths true length of each row
 */
public record Stages(Tensor vision, Tensor queries, Tensor projected, Tensor rows, int[] lengths) {}
