package instructblip.core.qformer;

import instructblip.core.checkpoint.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/** The Q-Former's tensors in the order of its kernels. */
final class QFormerWeights {

    private final QFormerConfig config;
    private final List<WeightSpec> specs = new ArrayList<>();

    private QFormerWeights(QFormerConfig config) {
        this.config = config;
    }

    /** Everything but the keys and values of the image. */
    static List<WeightSpec> stack(QFormerConfig config) {
        QFormerWeights weights = new QFormerWeights(config);
        weights.embeddings();
        for (int i = 0; i < config.layers(); i++) {
            weights.layer(i);
        }
        return weights.specs;
    }

    /** Keys and values of the image, per layer that looks at it. */
    static List<WeightSpec> imageKeys(QFormerConfig config) {
        QFormerWeights weights = new QFormerWeights(config);
        for (int i = 0; i < config.layers(); i++) {
            if (config.crosses(i)) {
                String attention = layerName(i) + "crossattention.attention.";
                weights.dense(attention + "key", config.width(), config.imageWidth());
                weights.dense(attention + "value", config.width(), config.imageWidth());
            }
        }
        return WeightSpec.ofManyRows(weights.specs);
    }

    /**
     * In the file, but without effect: nobody reads the last layer's text outputs, nor any layer's
     * where there is no text.
     */
    static List<WeightSpec> unread(QFormerConfig config) {
        QFormerWeights weights = new QFormerWeights(config);
        for (int i = 0; i < config.layers(); i++) {
            boolean isLast = i == config.layers() - 1;
            if (config.unreadText() || config.text().isPresent() && isLast) {
                weights.feedForward(i, "");
            }
        }
        return weights.specs;
    }

    private static String layerName(int layer) {
        return "qformer.encoder.layer." + layer + ".";
    }

    private void embeddings() {
        long width = config.width();
        specs.add(WeightSpec.table("query_tokens", 1, config.queries(), width));
        config.text()
                .ifPresentOrElse(
                        text -> {
                            String embeddings = "qformer.embeddings.";
                            String words = embeddings + "word_embeddings.weight";
                            String positions = embeddings + "position_embeddings.weight";
                            specs.add(WeightSpec.table(words, text.vocabulary(), width));
                            specs.add(WeightSpec.table(positions, text.positions(), width));
                            norm(embeddings + "layernorm");
                        },
                        () -> norm("qformer.layernorm"));
    }

    private void layer(int layer) {
        long width = config.width();
        String self = layerName(layer) + "attention.";
        for (String part : List.of("query", "key", "value")) {
            dense(self + "attention." + part, width, width);
        }
        output(self + "output", width);
        if (config.crosses(layer)) {
            String cross = layerName(layer) + "crossattention.";
            dense(cross + "attention.query", width, width);
            output(cross + "output", width);
        }
        feedForward(layer, "_query");
        if (config.text().isPresent() && layer < config.layers() - 1) {
            feedForward(layer, "");
        }
    }

    private void feedForward(int layer, String side) {
        dense(
                layerName(layer) + "intermediate" + side + ".dense",
                config.feedForwardWidth(),
                config.width());
        output(layerName(layer) + "output" + side, config.feedForwardWidth());
    }

    private void output(String name, long in) {
        dense(name + ".dense", config.width(), in);
        norm(name + ".LayerNorm");
    }

    private void dense(String name, long out, long in) {
        specs.add(WeightSpec.matrix(name + ".weight", out, in));
        specs.add(WeightSpec.table(name + ".bias", out));
    }

    private void norm(String name) {
        specs.add(WeightSpec.table(name + ".weight", config.width()));
        specs.add(WeightSpec.table(name + ".bias", config.width()));
    }
}
