package instructblip.core.language.opt;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.language.OutputLayer;
import java.util.ArrayList;
import java.util.List;

/** OPT's tensors in the order of its kernel. */
final class OptWeights {

    private static final String DECODER = "language_model.model.decoder.";

    private final OptConfig config;
    private final List<WeightSpec> specs = new ArrayList<>();

    private OptWeights(OptConfig config) {
        this.config = config;
    }

    static OutputLayer outputLayer(OptConfig config) {
        return new OutputLayer(
                DECODER + "embed_tokens.weight", "language_model.lm_head.weight", config.tied());
    }

    static List<WeightSpec> of(OptConfig config, Checkpoint checkpoint) {
        OptWeights weights = new OptWeights(config);
        weights.embeddings(checkpoint);
        for (int i = 0; i < config.layers(); i++) {
            weights.layer(DECODER + "layers." + i + ".");
        }
        if (config.projected()) {
            long words = config.wordWidth();
            long width = config.width();
            weights.matrix(DECODER + "project_in", width, words);
            weights.matrix(DECODER + "project_out", words, width);
        }
        if (config.finalNorm()) {
            weights.norm(DECODER + "final_layer_norm");
        }
        return weights.specs;
    }

    private void embeddings(Checkpoint checkpoint) {
        OutputLayer output = outputLayer(config);
        long words = config.wordWidth();
        long rows = config.positionRows();
        specs.add(WeightSpec.table(output.embedding(checkpoint), config.vocabulary(), words));
        specs.add(WeightSpec.matrix(output.head(checkpoint), config.vocabulary(), words));
        specs.add(WeightSpec.table(DECODER + "embed_positions.weight", rows, config.width()));
    }

    private void layer(String prefix) {
        long width = config.width();
        long inner = config.feedForwardWidth();
        norm(prefix + "self_attn_layer_norm");
        for (String part : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            dense(prefix + "self_attn." + part, width, width);
        }
        norm(prefix + "final_layer_norm");
        dense(prefix + "fc1", inner, width);
        dense(prefix + "fc2", width, inner);
    }

    private void matrix(String name, long out, long in) {
        specs.add(WeightSpec.matrix(name + ".weight", out, in));
    }

    private void dense(String name, long out, long in) {
        matrix(name, out, in);
        specs.add(config.biases() ? WeightSpec.table(name + ".bias", out) : WeightSpec.zeros(out));
    }

    private void norm(String name) {
        long width = config.width();
        if (config.learnedNorms()) {
            specs.add(WeightSpec.table(name + ".weight", width));
            specs.add(WeightSpec.table(name + ".bias", width));
        } else {
            specs.add(WeightSpec.ones(width));
            specs.add(WeightSpec.zeros(width));
        }
    }
}
