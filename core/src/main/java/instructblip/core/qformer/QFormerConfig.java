package instructblip.core.qformer;

import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.kernel.Activation;

/**
 * Sizes of the Q-Former ({@code qformer_config}); absent keys have the defaults of {@code
 * InstructBlipQFormerConfig}.
 *
 * @param queries learned query tokens
 * @param width of a row
 * @param feedForwardWidth of the feed-forward parts
 * @param layers count
 * @param heads of attention
 * @param crossFrequency every that many layers, from the first, look at the image
 * @param imageWidth of the vision encoder's rows
 * @param vocabulary of its own tokenizer
 * @param textPositions longest instruction that has positions
 * @param activation of the feed-forward parts
 * @param epsilon of the layer norms
 * @param hiddenDropout in training, of what embeddings, attention and feed-forward parts put out
 * @param attentionDropout in training, of attention weights
 */
public record QFormerConfig(
        int queries,
        int width,
        int feedForwardWidth,
        int layers,
        int heads,
        int crossFrequency,
        int imageWidth,
        int vocabulary,
        int textPositions,
        Activation activation,
        double epsilon,
        double hiddenDropout,
        double attentionDropout) {

    /**
     * Its own {@code encoder_hidden_size} is not read: {@code InstructBlipConfig} overrules it too.
     *
     * @param config {@code qformer_config}
     * @param queries {@code num_query_tokens} of the whole configuration
     * @param imageWidth of the vision encoder
     */
    public static QFormerConfig of(ConfigNode config, int queries, int imageWidth) {
        QFormerConfig qformer =
                new QFormerConfig(
                        queries,
                        config.count("hidden_size", 768),
                        config.count("intermediate_size", 3072),
                        config.layers("num_hidden_layers", 12),
                        config.count("num_attention_heads", 12),
                        config.count("cross_attention_frequency", 2),
                        imageWidth,
                        config.count("vocab_size", 30522),
                        config.count("max_position_embeddings", 512),
                        Activation.of(config, "hidden_act", "gelu"),
                        config.real("layer_norm_eps", 1e-12),
                        config.dropout("hidden_dropout_prob", 0.1),
                        config.dropout("attention_probs_dropout_prob", 0.1));
        if (qformer.width % qformer.heads != 0) {
            throw config.fault(
                    "hidden_size", "a multiple of num_attention_heads (" + qformer.heads + ")");
        }
        String positions = config.text("position_embedding_type", "absolute");
        if (!positions.equals("absolute")) {
            throw config.fault("position_embedding_type", "absolute");
        }
        return qformer;
    }

    /** Whether a layer looks at the image. */
    boolean crosses(int layer) {
        return layer % crossFrequency == 0;
    }
}
