package instructblip.core.language.llama;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.language.DecoderModel;
import instructblip.core.request.LanguageFamily;
import java.util.List;
import java.util.Map;

/**
 * The decoder of Vicuna ({@code transformers} {@code modeling_llama.py}): visual tokens, then the
 * prompt with its leading start token, then what is written.
 */
public final class Llama extends DecoderModel {

    private final LlamaConfig config;
    private final Tensor frequencies;

    public Llama(LlamaConfig config, Kernels kernels, WeightLoader loader, Checkpoint checkpoint) {
        super(kernels, loader, LlamaWeights.of(config, checkpoint));
        this.config = config;
        this.frequencies =
                kernels.call(
                        scope(),
                        "llama_frequencies",
                        config.theta(),
                        config.headWidth(),
                        kernels.device());
    }

    /** The tensors that a checkpoint holds for it; a tied output layer may be left out. */
    public static List<WeightSpec> weights(LlamaConfig config, Checkpoint checkpoint) {
        return LlamaWeights.of(config, checkpoint);
    }

    /** Names of stored tensors that are copies of others and must equal them, with those. */
    public static Map<String, String> copies(LlamaConfig config, Checkpoint checkpoint) {
        return LlamaWeights.outputLayer(config).copies(checkpoint);
    }

    @Override
    public LanguageFamily family() {
        return LanguageFamily.LLAMA;
    }

    @Override
    public int width() {
        return config.width();
    }

    @Override
    public int vocabulary() {
        return config.vocabulary();
    }

    @Override
    public int layers() {
        return config.layers();
    }

    @Override
    public int keyWidth() {
        return config.keyWidth();
    }

    @Override
    public Tensor prefill(Scope target, Tensor rows, Tensor wanted, TensorList store) {
        return kernels()
                .call(
                        target,
                        "llama_prefill",
                        rows,
                        wanted,
                        store,
                        frequencies,
                        weights(),
                        config.heads(),
                        config.groups(),
                        config.activation().code(),
                        config.epsilon(),
                        kernels().dropout(config.attentionDropout()));
    }

    @Override
    public Tensor extend(Scope target, Nodes nodes, TensorList store) {
        return kernels()
                .call(
                        target,
                        "llama_extend",
                        nodes.ids(),
                        nodes.positions(),
                        nodes.visible(),
                        nodes.padding(),
                        nodes.used(),
                        store,
                        frequencies,
                        weights(),
                        config.heads(),
                        config.groups(),
                        config.activation().code(),
                        config.epsilon());
    }
}
