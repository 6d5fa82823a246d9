package instructblip.core.qformer;

import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.kernel.Activation;
import java.util.Optional;

/**
 * Sizes of the Q-Former ({@code qformer_config}); absent keys have the defaults of {@code
 * InstructBlipQFormerConfig} and {@code Blip2QFormerConfig}.
 *
 * @param queries learned query tokens
 * @param width of a row
 * @param feedForwardWidth of the feed-forward parts
 * @param layers count
 * @param heads of attention
 * @param crossFrequency every that many layers, from the first, look at the image
 * @param imageWidth of the vision encoder's rows
 * @param text how it reads the instruction; empty where it does not, as in BLIP-2
 * @param unreadText whether the file holds feed-forward parts for text that is never given
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
        Optional<Text> text,
        boolean unreadText,
        Activation activation,
        double epsilon,
        double hiddenDropout,
        double attentionDropout) {

    /**
     * @param vocabulary of its own tokenizer
     * @param positions longest instruction that has positions
     */
    public record Text(int vocabulary, int positions) {}

    /**
     * Its own {@code encoder_hidden_size} is not read: {@code InstructBlipConfig} and {@code
     * Blip2Config} overrule it too.
     *
     * @param config {@code qformer_config}
     * @param queries {@code num_query_tokens} of the whole configuration
     * @param imageWidth of the vision encoder
     * @param readsText whether it is given the instruction
     */
    public static QFormerConfig of(
            ConfigNode config, int queries, int imageWidth, boolean readsText) {
        QFormerConfig qformer =
                new QFormerConfig(
                        queries,
                        config.count("hidden_size", 768),
                        config.count("intermediate_size", 3072),
                        config.layers("num_hidden_layers", 12),
                        config.count("num_attention_heads", 12),
                        config.count("cross_attention_frequency", 2),
                        imageWidth,
                        readsText ? Optional.of(text(config)) : Optional.empty(),
                        !readsText && config.flag("use_qformer_text_input", false),
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

    private static Text text(ConfigNode config) {
        return new Text(
                config.count("vocab_size", 30522), config.count("max_position_embeddings", 512));
    }

    /**
     * Whether it is less work, with the derivatives, to take the queries to the width of an image's
     * rows than to make keys and values of those.
     *
     * @param images distinct ones, of that many rows each
     * @param batch rows that look at one each
     */
    boolean prefersUnprojected(int images, int imageRows, int batch) {
        int asked = text.isPresent() ? batch : images;
        // A layer's work over 2 D Dv: both projections and the derivatives of both factors, against
        // the queries' own and two products with the rows, of which the queries have a derivative.
        double perQuery = 3 + 2.0 * imageRows * heads / width;
        return asked * queries * perQuery < 3.0 * images * imageRows;
    }

    /** Whether a layer looks at the image. */
    boolean crosses(int layer) {
        return layer % crossFrequency == 0;
    }
}
