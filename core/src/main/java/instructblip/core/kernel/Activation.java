package instructblip.core.kernel;

import instructblip.core.checkpoint.ConfigNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Activation functions by the names that {@code transformers} configurations use. */
public enum Activation {
    GELU(0, List.of("gelu")),
    GELU_TANH(1, List.of("gelu_new", "gelu_pytorch_tanh")),
    RELU(2, List.of("relu")),
    SILU(3, List.of("silu", "swish")),
    QUICK_GELU(4, List.of("quick_gelu"));

    private final int code;
    private final List<String> names;

    Activation(int code, List<String> names) {
        this.code = code;
        this.names = names;
    }

    /** Its number in the kernels' text. */
    public int code() {
        return code;
    }

    /** The activation that a configuration's key names. */
    public static Activation of(ConfigNode config, String key, String absent) {
        return named(config.text(key, absent))
                .orElseThrow(() -> config.fault(key, "one of " + allNames()));
    }

    /** The activation of that name. */
    public static Optional<Activation> named(String name) {
        return Arrays.stream(values()).filter(a -> a.names.contains(name)).findFirst();
    }

    /** All names, for messages. */
    public static String allNames() {
        return Arrays.stream(values())
                .flatMap(activation -> activation.names.stream())
                .collect(Collectors.joining(", "));
    }
}
