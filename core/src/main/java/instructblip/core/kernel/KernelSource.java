package instructblip.core.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Puts the TorchScript text together: the free functions, then one class with the methods of all
 * stacks. How a linear layer is computed is chosen here, since an operator that a platform does not
 * have would make the whole text fail to load.
 */
final class KernelSource {

    /** How linear layers are computed. */
    enum Linear {
        /** Weights packed for the CPU's matrix kernels, or as they are where that is as fast. */
        PACKED,
        /** Weights as they are, on every platform and device. */
        PLAIN;

        private String file() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> STACKS =
            List.of(
                    "weights", "vision", "qformer", "tree", "t5", "llama", "opt", "decode",
                    "train");

    private KernelSource() {}

    static String text(Linear linear) {
        StringBuilder text = new StringBuilder(read(linear.file()));
        text.append('\n').append(read("functions"));
        text.append("\nclass Kernels(Module):\n");
        text.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
        for (String stack : STACKS) {
            read(stack).lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String read(String name) {
        String file = name + ".py";
        try (InputStream in = KernelSource.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
