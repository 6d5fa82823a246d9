package instructblip.core.model;

import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.language.t5.T5Config;
import java.util.Arrays;
import java.util.Random;

/**
 * Values that a tensor begins with in a model that has learned nothing ({@code _init_weights} of
 * the {@code transformers} classes): norms are ones, biases zeros, all else is drawn from a normal
 * distribution around zero. Query tokens are drawn as in the authors' code, not zero as in {@code
 * transformers}: queries that begin alike learn alike.
 */
final class InitialWeights {

    private static final double USUAL_DEVIATION = 0.02;
    private static final String LANGUAGE = "language_model.";

    private final LanguageConfig language;
    private final long seed;

    /**
     * @param seed the same one gives a tensor of the same name and shape the same values
     */
    InitialWeights(LanguageConfig language, long seed) {
        this.language = language;
        this.seed = seed;
    }

    /** In row-major order. */
    float[] of(WeightSpec spec) {
        if (spec.shape().size() < 2) {
            float[] values = new float[Math.toIntExact(spec.elements())];
            Arrays.fill(values, spec.name().endsWith(".weight") ? 1 : 0);
            return values;
        }
        return drawn(spec, deviation(spec.name()), seed);
    }

    /**
     * Values of a normal distribution around zero, the same for the same name, shape and seed.
     *
     * @return in row-major order
     */
    static float[] drawn(WeightSpec spec, double deviation, long seed) {
        float[] values = new float[Math.toIntExact(spec.elements())];
        Random random = new Random(31 * seed + spec.name().hashCode());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private double deviation(String name) {
        boolean ofT5 = name.startsWith(LANGUAGE) && language instanceof LanguageConfig.OfT5;
        return ofT5 ? t5(name, ((LanguageConfig.OfT5) language).config()) : USUAL_DEVIATION;
    }

    /** {@code T5PreTrainedModel._init_weights} with a factor of 1. */
    private static double t5(String name, T5Config config) {
        if (name.endsWith("Attention.q.weight")) {
            return Math.pow((double) config.width() * config.headWidth(), -0.5);
        }
        if (name.endsWith("Attention.o.weight")) {
            return Math.pow((double) config.heads() * config.headWidth(), -0.5);
        }
        if (name.endsWith("DenseReluDense.wo.weight")) {
            return Math.pow(config.feedForwardWidth(), -0.5);
        }
        boolean ofLayer = name.contains(".block.");
        return ofLayer ? Math.pow(config.width(), -0.5) : 1;
    }
}
