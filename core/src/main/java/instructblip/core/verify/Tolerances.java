package instructblip.core.verify;

import instructblip.core.image.ImageSettings;
import instructblip.core.model.Precision;
import java.util.OptionalDouble;

/**
 * Allowed absolute differences.
 *
 * @param pixels of a lossless file, which are computed in float32 whatever the model computes in
 * @param stage of stage tensors
 * @param sum of summed losses
 */
record Tolerances(double pixels, double stage, double sum) {

    /** Grey levels that a JPEG decoder may differ by. */
    static final int JPEG_LEVELS = 3;

    private static final double FLOAT32 = 1e-4;

    private static final double SUM_FACTOR = 10;

    private static final double TRAINING_FACTOR = 5;

    /**
     * 1e-4 in float32, as different summation orders give. A logit of 20 moves by 0.01 in one
     * rounding to float16 and by 0.08 in one to bfloat16; a stack adds up sixteen of these.
     */
    static Tolerances of(OptionalDouble asked, Precision precision) {
        double ours =
                switch (precision) {
                    case FLOAT32 -> FLOAT32;
                    case FLOAT16 -> 0.16;
                    case BFLOAT16 -> 1.28;
                };
        double stage = asked.orElse(ours);
        return new Tolerances(asked.orElse(FLOAT32), stage, SUM_FACTOR * stage);
    }

    /** Losses of training, absolute, and its gradients, relative to the largest of a tensor. */
    double training() {
        return TRAINING_FACTOR * stage;
    }

    /**
     * A beam's score is a sum, but a negative length penalty multiplies it and its rounding by a
     * power of the length: beyond 100 the allowance grows with it.
     */
    double score(double recorded) {
        return sum * Math.max(1, Math.abs(recorded) / 100);
    }

    /** Pixels of a file: a JPEG's may differ by a few levels whatever the tolerance. */
    double pixels(boolean jpeg, ImageSettings settings) {
        return jpeg ? Math.max(pixels, jpegPixels(settings)) : pixels;
    }

    static double jpegPixels(ImageSettings settings) {
        double smallest =
                settings.std().stream().mapToDouble(Number::doubleValue).min().orElseThrow();
        // Half a level more than the limit would be another level.
        return (JPEG_LEVELS + 0.01) / 255.0 / smallest;
    }
}
