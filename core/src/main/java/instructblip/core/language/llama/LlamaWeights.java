package instructblip.core.language.llama;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.language.OutputLayer;
import java.util.ArrayList;
import java.util.List;

/** LLaMA's tensors in the order of its kernel. */
final class LlamaWeights {

    private LlamaWeights() {}

    static OutputLayer outputLayer(LlamaConfig config) {
        return new OutputLayer(
                "language_model.model.embed_tokens.weight",
                "language_model.lm_head.weight",
                config.tied());
    }

    static List<WeightSpec> of(LlamaConfig config, Checkpoint checkpoint) {
        long width = config.width();
        OutputLayer output = outputLayer(config);
        List<WeightSpec> specs = new ArrayList<>();
        specs.add(WeightSpec.table(output.embedding(checkpoint), config.vocabulary(), width));
        specs.add(WeightSpec.matrix(output.head(checkpoint), config.vocabulary(), width));
        specs.add(WeightSpec.table("language_model.model.norm.weight", width));
        for (int i = 0; i < config.layers(); i++) {
            layer(specs, "language_model.model.layers." + i + ".", config);
        }
        return specs;
    }

    private static void layer(List<WeightSpec> specs, String prefix, LlamaConfig config) {
        long width = config.width();
        long queries = (long) config.heads() * config.headWidth();
        long keys = config.keyWidth();
        long inner = config.feedForwardWidth();
        specs.add(WeightSpec.table(prefix + "input_layernorm.weight", width));
        specs.add(WeightSpec.matrix(prefix + "self_attn.q_proj.weight", queries, width));
        specs.add(WeightSpec.matrix(prefix + "self_attn.k_proj.weight", keys, width));
        specs.add(WeightSpec.matrix(prefix + "self_attn.v_proj.weight", keys, width));
        specs.add(WeightSpec.matrix(prefix + "self_attn.o_proj.weight", width, queries));
        specs.add(WeightSpec.table(prefix + "post_attention_layernorm.weight", width));
        specs.add(WeightSpec.matrix(prefix + "mlp.gate_proj.weight", inner, width));
        specs.add(WeightSpec.matrix(prefix + "mlp.up_proj.weight", inner, width));
        specs.add(WeightSpec.matrix(prefix + "mlp.down_proj.weight", width, inner));
    }
}
