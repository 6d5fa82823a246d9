package instructblip.core.request;

import java.util.Arrays;
import java.util.List;

/**
 * What decides the authors' settings for a model.
 *
 * @param type of the checkpoint
 * @param family of its language model
 */
public record ModelKind(ModelType type, LanguageFamily family) {

    /** Every pair that there can be. */
    public static List<ModelKind> all() {
        return Arrays.stream(ModelType.values())
                .flatMap(
                        type ->
                                Arrays.stream(LanguageFamily.values())
                                        .map(family -> new ModelKind(type, family)))
                .toList();
    }
}
