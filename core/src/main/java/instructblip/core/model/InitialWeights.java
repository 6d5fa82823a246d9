package instructblip.core.model;

import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.language.t5.T5Config;
import java.nio.file.Path;
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
    private static final String VISION = "vision_model.";
    private static final String PROJECTION = "language_projection.";

    private final LanguageConfig language;
    private final Deviations deviations;
    private final long seed;

    /**
     * @param folder whose {@code config.json} gives sizes and deviations
     * @param seed the same one gives a tensor of the same name and shape the same values
     * @throws CheckpointException when a deviation is no positive number
     */
    InitialWeights(Path folder, long seed) {
        ConfigNode config = ModelConfig.json(folder);
        this.language = LanguageConfig.of(config.object("text_config"));
        this.deviations = Deviations.of(config);
        this.seed = seed;
    }

    /**
     * {@code initializer_range} of the parts. That of the vision encoder is not read: it is 1e-10
     * in the published files, which was never drawn with, and from which nothing learns.
     */
    private record Deviations(double qformer, double projection, double language) {

        static Deviations of(ConfigNode config) {
            ConfigNode text = config.object("text_config");
            String ofText = text.has("init_std") ? "init_std" : "initializer_range";
            return new Deviations(
                    deviation(config.objectOrEmpty("qformer_config"), "initializer_range"),
                    deviation(config, "initializer_range"),
                    deviation(text, ofText));
        }

        private static double deviation(ConfigNode config, String key) {
            double deviation = config.real(key, USUAL_DEVIATION);
            if (deviation <= 0) {
                throw config.fault(key, "a number above 0");
            }
            return deviation;
        }
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
        if (name.startsWith(VISION)) {
            return USUAL_DEVIATION;
        } else if (name.startsWith(PROJECTION)) {
            return deviations.projection;
        } else if (name.startsWith(LANGUAGE)) {
            return language instanceof LanguageConfig.OfT5 t5
                    ? t5(name, t5.config())
                    : deviations.language;
        }
        return deviations.qformer;
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
