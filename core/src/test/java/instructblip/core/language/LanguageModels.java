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
import instructblip.core.language.opt.Opt;
import instructblip.core.language.opt.OptConfig;
import instructblip.core.language.t5.T5;
import instructblip.core.language.t5.T5Config;
import java.util.List;
import java.util.stream.Stream;

/** Language models of the recorded checkpoints, alone. */
public final class LanguageModels {

    private LanguageModels() {}

    /** Some of each family that differ in their layers. */
    public static List<String> names() {
        return Stream.concat(
                        Stream.of("instructblip-t5-tiny", "blip2-t5-plain"), decoders().stream())
                .toList();
    }

    /** Those without an encoder. */
    public static List<String> decoders() {
        return List.of(
                "instructblip-vicuna-tiny",
                "llama-grouped-tied",
                "blip2-opt-tiny",
                "blip2-opt-projected");
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
        return switch (text.text("model_type")) {
            case "t5" -> new T5(T5Config.of(text), kernels, loader, checkpoint);
            case "opt" -> new Opt(OptConfig.of(text), kernels, loader, checkpoint);
            default -> new Llama(LlamaConfig.of(text), kernels, loader, checkpoint);
        };
    }
}
