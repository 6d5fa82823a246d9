package instructblip.core.language.t5;

import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.kernel.Activation;
import java.util.Optional;

/**
 * Sizes of a T5 ({@code text_config}); absent keys have the defaults of {@code T5Config}.
 *
 * @param width of a row
 * @param headWidth of one attention head; heads times this need not be the width
 * @param feedForwardWidth of the inner part
 * @param encoderLayers count
 * @param decoderLayers count
 * @param heads of attention
 * @param buckets of the relative bias
 * @param bucketDistance beyond which all distances share a bucket
 * @param gated whether the inner part is a product of two
 * @param activation of the inner part, or of its first factor
 * @param epsilon of the norms
 * @param vocabulary rows of the embedding table
 * @param startToken that the decoder begins with
 * @param head how the output layer is stored and scaled
 * @param dropout rate in training, everywhere
 */
public record T5Config(
        int width,
        int headWidth,
        int feedForwardWidth,
        int encoderLayers,
        int decoderLayers,
        int heads,
        int buckets,
        int bucketDistance,
        boolean gated,
        Activation activation,
        double epsilon,
        int vocabulary,
        int startToken,
        Head head,
        double dropout) {

    private static final String GATED = "gated-";

    /**
     * @param tied whether a checkpoint may leave the output layer out
     * @param mustEqual whether an output layer that is stored all the same must equal the embedding
     * @param scaled whether the decoder's output is multiplied by width^-0.5 first
     */
    public record Head(boolean tied, boolean mustEqual, boolean scaled) {}

    public static T5Config of(ConfigNode config) {
        String feedForward = config.text("feed_forward_proj", "relu");
        boolean gated = feedForward.startsWith(GATED);
        if (config.flag("is_gated_act", gated) != gated) {
            throw config.fault("is_gated_act", gated + ", as feed_forward_proj says");
        }
        int layers = config.layers("num_layers", 6);
        T5Config t5 =
                new T5Config(
                        config.count("d_model", 512),
                        config.count("d_kv", 64),
                        config.count("d_ff", 2048),
                        layers,
                        config.layers("num_decoder_layers", layers),
                        config.count("num_heads", 8),
                        config.count("relative_attention_num_buckets", 32),
                        config.count("relative_attention_max_distance", 128),
                        gated,
                        activation(config, feedForward),
                        config.real("layer_norm_epsilon", 1e-6),
                        config.count("vocab_size", 32128),
                        config.number("decoder_start_token_id", 0),
                        head(config),
                        config.dropout("dropout_rate", 0.1));
        if (t5.buckets < 4 || t5.bucketDistance <= t5.buckets / 2) {
            throw config.fault(
                    "relative_attention_max_distance",
                    "more than half of relative_attention_num_buckets (" + t5.buckets + ")");
        }
        if (Math.multiplyFull(t5.heads, t5.headWidth) > Integer.MAX_VALUE) {
            throw config.fault("d_kv", "a width of one of " + t5.heads + " heads");
        }
        if (t5.startToken >= t5.vocabulary) {
            throw config.fault("decoder_start_token_id", "an id below " + t5.vocabulary);
        }
        return t5;
    }

    /**
     * {@code T5Config} reads gated-gelu as the tanh form unless {@code dense_act_fn} says
     * otherwise; gelu alone is exact.
     */
    private static Activation activation(ConfigNode config, String feedForward) {
        if (config.has("dense_act_fn")) {
            return Activation.of(config, "dense_act_fn", "");
        }
        String name =
                feedForward.equals("gated-gelu")
                        ? "gelu_new"
                        : feedForward.substring(feedForward.startsWith(GATED) ? GATED.length() : 0);
        return Activation.named(name)
                .orElseThrow(
                        () ->
                                config.fault(
                                        "feed_forward_proj",
                                        "one of %s, or gated- and one of them"
                                                .formatted(Activation.allNames())));
    }

    /**
     * Older files: tied means scaled and stored once. {@code transformers} 5 always says tied, says
     * the scaling apart, and keeps an output layer of its own where the file holds one that
     * differs.
     */
    private static Head head(ConfigNode config) {
        boolean tied = config.flag("tie_word_embeddings", true);
        Optional<Boolean> scaled =
                config.has("scale_decoder_outputs")
                        ? Optional.of(config.flag("scale_decoder_outputs", tied))
                        : Optional.empty();
        return new Head(tied, tied && scaled.isEmpty(), scaled.orElse(tied));
    }

    /** Width of all heads together. */
    int attentionWidth() {
        return heads * headWidth;
    }

    /** What the decoder's output is multiplied by before the output layer. */
    double outputScale() {
        return head.scaled() ? Math.pow(width, -0.5) : 1.0;
    }
}
