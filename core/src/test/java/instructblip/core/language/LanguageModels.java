package instructblip.core.language;

import instructblip.core.Oracle;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.kernel.DType;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.TorchRuntime;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.language.llama.Llama;
import instructblip.core.language.llama.LlamaConfig;
import instructblip.core.language.t5.T5;
import instructblip.core.language.t5.T5Config;
import java.util.List;

/** Language models of the recorded checkpoints, alone. */
public final class LanguageModels {

    private LanguageModels() {}

    /** One of each family, and one with heads that share keys. */
    public static List<String> names() {
        return List.of("instructblip-t5-tiny", "instructblip-vicuna-tiny", "llama-grouped-tied");
    }

    public static Kernels kernels() {
        TorchRuntime.setThreads(1);
        return Kernels.open("cpu", DType.FLOAT32);
    }

    public static LanguageModel open(String name, Kernels kernels) {
        ConfigNode text =
                ConfigNode.read(Oracle.model(name).resolve("config.json")).object("text_config");
        Checkpoint checkpoint = Checkpoint.open(Oracle.model(name));
        WeightLoader loader = new WeightLoader(kernels, checkpoint);
        return text.text("model_type").equals("t5")
                ? new T5(T5Config.of(text), kernels, loader, checkpoint)
                : new Llama(LlamaConfig.of(text), kernels, loader);
    }
}
