package instructblip.core.language.opt;

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
 * The decoder of OPT ({@code transformers} {@code modeling_opt.py}): visual tokens, then the prompt
 * with its leading start token, then what is written; positions count through all of them.
 */
public final class Opt extends DecoderModel {

    private final OptConfig config;

    public Opt(OptConfig config, Kernels kernels, WeightLoader loader, Checkpoint checkpoint) {
        super(kernels, loader, OptWeights.of(config, checkpoint));
        this.config = config;
    }

    /** The tensors that a checkpoint holds for it; a tied output layer may be left out. */
    public static List<WeightSpec> weights(OptConfig config, Checkpoint checkpoint) {
        return OptWeights.of(config, checkpoint);
    }

    /** Names of stored tensors that are copies of others and must equal them, with those. */
    public static Map<String, String> copies(OptConfig config, Checkpoint checkpoint) {
        return OptWeights.outputLayer(config).copies(checkpoint);
    }

    @Override
    public LanguageFamily family() {
        return LanguageFamily.OPT;
    }

    @Override
    public int width() {
        return config.wordWidth();
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
        return config.width();
    }

    @Override
    public Tensor prefill(Scope target, Tensor rows, Tensor wanted, TensorList store) {
        return kernels()
                .call(
                        target,
                        "opt_prefill",
                        rows,
                        wanted,
                        store,
                        weights(),
                        config.heads(),
                        config.layers(),
                        config.activation().code(),
                        config.normsBefore(),
                        kernels().dropout(config.dropout()),
                        kernels().dropout(config.attentionDropout()));
    }

    @Override
    public Tensor extend(Scope target, Nodes nodes, TensorList store) {
        return kernels()
                .call(
                        target,
                        "opt_extend",
                        nodes.ids(),
                        nodes.positions(),
                        nodes.visible(),
                        nodes.padding(),
                        nodes.used(),
                        store,
                        weights(),
                        config.heads(),
                        config.layers(),
                        config.activation().code(),
                        config.normsBefore());
    }
}
