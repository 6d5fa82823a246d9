package instructblip.core.model;

import instructblip.core.image.Alpha;
import java.util.Optional;

/**
 * How to open a model.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param precision compute dtype; empty lets the device and the stored weights decide
 * @param threads that compute; 0 is the engine's default
 * @param maxPromptTokens longest prompt in language-model tokens; 0 is the smaller of 2,048 and the
 *     model's positions
 * @param alpha what becomes of transparency: dropped by the authors' code, blended onto white by
 *     {@code transformers}
 */
public record ModelOptions(
        String device,
        Optional<Precision> precision,
        int threads,
        int maxPromptTokens,
        Alpha alpha) {

    public ModelOptions(
            String device, Optional<Precision> precision, int threads, int maxPromptTokens) {
        this(device, precision, threads, maxPromptTokens, Alpha.DROP);
    }

    public static ModelOptions defaults() {
        return new ModelOptions("auto", Optional.empty(), 0, 0);
    }
}
