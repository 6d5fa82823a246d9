package instructblip.core.language.t5;

import instructblip.core.checkpoint.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/** T5's tensors in the order of its kernels. */
final class T5Weights {

    static final String SHARED = "language_model.shared.weight";
    static final List<String> COPIES =
            List.of(
                    "language_model.encoder.embed_tokens.weight",
                    "language_model.decoder.embed_tokens.weight");
    static final String HEAD = "language_model.lm_head.weight";

    private final T5Config config;
    private final List<WeightSpec> specs = new ArrayList<>();

    private T5Weights(T5Config config) {
        this.config = config;
    }

    static List<WeightSpec> encoder(T5Config config) {
        T5Weights weights = new T5Weights(config);
        String stack = "language_model.encoder.";
        weights.specs.add(bias(config, stack));
        weights.norm(stack + "final_layer_norm");
        for (int i = 0; i < config.encoderLayers(); i++) {
            String layer = stack + "block." + i + ".layer.";
            weights.attention(layer + "0.", "SelfAttention");
            weights.feedForward(layer + "1.");
        }
        return WeightSpec.ofManyRows(weights.specs);
    }

    /**
     * @param shared the tensor that holds the embeddings
     * @param head the tensor that serves as output layer: {@link #HEAD} or, tied, the embeddings
     */
    static List<WeightSpec> decoder(T5Config config, String shared, String head) {
        T5Weights weights = new T5Weights(config);
        String stack = "language_model.decoder.";
        weights.specs.add(WeightSpec.table(shared, config.vocabulary(), config.width()));
        weights.specs.add(WeightSpec.matrix(head, config.vocabulary(), config.width()));
        weights.norm(stack + "final_layer_norm");
        for (int i = 0; i < config.decoderLayers(); i++) {
            String layer = stack + "block." + i + ".layer.";
            weights.attention(layer + "0.", "SelfAttention");
            weights.crossAttention(layer + "1.", "EncDecAttention");
            weights.feedForward(layer + "2.");
        }
        return weights.specs;
    }

    /** The decoder's relative bias, which becomes a table of distances. */
    static WeightSpec decoderBias(T5Config config) {
        return bias(config, "language_model.decoder.");
    }

    private static WeightSpec bias(T5Config config, String stack) {
        return WeightSpec.table(
                stack + "block.0.layer.0.SelfAttention.relative_attention_bias.weight",
                config.buckets(),
                config.heads());
    }

    private void attention(String layer, String name) {
        norm(layer + "layer_norm");
        specs.add(query(layer + name));
        specs.addAll(keyAndValue(layer + name));
        specs.add(output(layer + name));
    }

    /** Its keys and values are those of the whole prompt. */
    private void crossAttention(String layer, String name) {
        norm(layer + "layer_norm");
        specs.add(query(layer + name));
        specs.addAll(WeightSpec.ofManyRows(keyAndValue(layer + name)));
        specs.add(output(layer + name));
    }

    private WeightSpec query(String name) {
        return WeightSpec.matrix(name + ".q.weight", config.attentionWidth(), config.width());
    }

    private List<WeightSpec> keyAndValue(String name) {
        long width = config.width();
        long inner = config.attentionWidth();
        return List.of(
                WeightSpec.matrix(name + ".k.weight", inner, width),
                WeightSpec.matrix(name + ".v.weight", inner, width));
    }

    private WeightSpec output(String name) {
        return WeightSpec.matrix(name + ".o.weight", config.width(), config.attentionWidth());
    }

    private void feedForward(String layer) {
        long width = config.width();
        long inner = config.feedForwardWidth();
        String dense = layer + "DenseReluDense.";
        norm(layer + "layer_norm");
        for (String in : config.gated() ? List.of("wi_0", "wi_1") : List.of("wi")) {
            specs.add(WeightSpec.matrix(dense + in + ".weight", inner, width));
        }
        specs.add(WeightSpec.wideMatrix(dense + "wo.weight", width, inner));
    }

    private void norm(String name) {
        specs.add(WeightSpec.table(name + ".weight", config.width()));
    }
}
