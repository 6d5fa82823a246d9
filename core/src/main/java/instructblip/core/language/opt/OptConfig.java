package instructblip.core.language.opt;

import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.kernel.Activation;

/**
 * Sizes of an OPT model ({@code text_config}); absent keys have the defaults of {@code OPTConfig}.
 *
 * @param width of a row within the layers
 * @param wordWidth of the embeddings, which a matrix takes to the width where the two differ
 * @param feedForwardWidth of the inner part
 * @param layers count
 * @param heads of attention
 * @param positions most positions
 * @param activation of the inner part
 * @param normsBefore whether a layer's norms come before its two parts, as in all models but the
 *     one of 350M
 * @param finalNorm whether there is a norm behind the last layer
 * @param biases whether the linear parts have biases
 * @param learnedNorms whether the norms have weights and biases
 * @param vocabulary rows of the embedding table
 * @param tied whether the output layer is the embedding; a checkpoint may hold a copy of it
 * @param dropout in training, of what attention and inner part put out
 * @param attentionDropout in training, of attention weights
 */
public record OptConfig(
        int width,
        int wordWidth,
        int feedForwardWidth,
        int layers,
        int heads,
        int positions,
        Activation activation,
        boolean normsBefore,
        boolean finalNorm,
        boolean biases,
        boolean learnedNorms,
        int vocabulary,
        boolean tied,
        double dropout,
        double attentionDropout) {

    /** Rows at the start of the table of positions that stand for none. */
    private static final int OFFSET = 2;

    public static OptConfig of(ConfigNode config) {
        int width = config.count("hidden_size", 768);
        boolean normsBefore = config.flag("do_layer_norm_before", true);
        OptConfig opt =
                new OptConfig(
                        width,
                        config.count("word_embed_proj_dim", width),
                        config.count("ffn_dim", 3072),
                        config.layers("num_hidden_layers", 12),
                        config.count("num_attention_heads", 12),
                        config.count("max_position_embeddings", 2048),
                        Activation.of(config, "activation_function", "relu"),
                        normsBefore,
                        normsBefore && !config.flag("_remove_final_layer_norm", false),
                        config.flag("enable_bias", true),
                        config.flag("layer_norm_elementwise_affine", true),
                        config.count("vocab_size", 50272),
                        config.flag("tie_word_embeddings", true),
                        config.dropout("dropout", 0.1),
                        config.dropout("attention_dropout", 0));
        if (width % opt.heads != 0) {
            throw config.fault(
                    "hidden_size", "a multiple of num_attention_heads (" + opt.heads + ")");
        }
        return opt;
    }

    /** Rows of the table of positions. */
    long positionRows() {
        return (long) positions + OFFSET;
    }

    /** Whether matrices lead from the words' width to the layers' and back. */
    boolean projected() {
        return wordWidth != width;
    }
}
