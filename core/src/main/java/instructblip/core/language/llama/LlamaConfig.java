package instructblip.core.language.llama;

import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.kernel.Activation;

/**
 * Sizes of a LLaMA model ({@code text_config}); absent keys have the defaults of {@code
 * LlamaConfig}.
 *
 * @param width of a row
 * @param headWidth of one attention head
 * @param feedForwardWidth of the gated part
 * @param layers count
 * @param heads of queries
 * @param groups heads of keys and values, each serving heads / groups query heads
 * @param theta base of the rotary angles
 * @param activation of the gate
 * @param epsilon of the norms
 * @param vocabulary rows of the embedding table
 * @param positions most positions
 * @param tied whether the output layer is the embedding; a checkpoint may hold a copy of it
 * @param attentionDropout in training, of attention weights
 */
public record LlamaConfig(
        int width,
        int headWidth,
        int feedForwardWidth,
        int layers,
        int heads,
        int groups,
        double theta,
        Activation activation,
        double epsilon,
        int vocabulary,
        int positions,
        boolean tied,
        double attentionDropout) {

    public static LlamaConfig of(ConfigNode config) {
        int width = config.count("hidden_size", 4096);
        int heads = config.count("num_attention_heads", 32);
        if (!config.has("head_dim") && width % heads != 0) {
            throw config.fault("hidden_size", "a multiple of num_attention_heads (" + heads + ")");
        }
        for (String bias : new String[] {"attention_bias", "mlp_bias"}) {
            if (config.flag(bias, false)) {
                throw config.fault(bias, "false");
            }
        }
        LlamaConfig llama =
                new LlamaConfig(
                        width,
                        config.count("head_dim", width / heads),
                        config.count("intermediate_size", 11008),
                        config.layers("num_hidden_layers", 32),
                        heads,
                        config.count("num_key_value_heads", heads),
                        theta(config),
                        Activation.of(config, "hidden_act", "silu"),
                        config.real("rms_norm_eps", 1e-6),
                        config.count("vocab_size", 32000),
                        config.count("max_position_embeddings", 2048),
                        config.flag("tie_word_embeddings", false),
                        config.dropout("attention_dropout", 0));
        if (heads % llama.groups != 0) {
            throw config.fault("num_key_value_heads", "a divisor of " + heads);
        }
        if (llama.headWidth % 2 != 0) {
            throw config.fault("head_dim", "an even number (rotary positions turn pairs)");
        }
        return llama;
    }

    /**
     * Newer files keep the base in {@code rope_parameters}; only plain rotary positions are known.
     */
    private static double theta(ConfigNode config) {
        double theta = config.real("rope_theta", 10000);
        for (String key : new String[] {"rope_scaling", "rope_parameters"}) {
            if (config.has(key)) {
                ConfigNode rope = config.object(key);
                String type = rope.text("rope_type", rope.text("type", "default"));
                if (!type.equals("default")) {
                    throw rope.fault(rope.has("rope_type") ? "rope_type" : "type", "default");
                }
                theta = rope.real("rope_theta", theta);
            }
        }
        if (theta <= 0) {
            throw config.fault("rope_theta", "a number above 0");
        }
        return theta;
    }

    /** Width of all key heads together. */
    int keyWidth() {
        return groups * headWidth;
    }
}
