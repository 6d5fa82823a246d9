package instructblip.core.train;

/**
 * What a step found before it changed anything.
 *
 * @param number from 1 on
 * @param loss mean over all labels of the batch
 * @param gradientNorm of all gradients together, before clipping
 * @param learningRate that it was made with
 * @param labels tokens learned
 * @param samples in the batch
 */
public record Step(
        int number,
        double loss,
        double gradientNorm,
        double learningRate,
        int labels,
        int samples) {}
