package instructblip.core.model;

import instructblip.core.request.LanguageFamily;
import java.util.Map;

/**
 * What a run's manifest says about an open model.
 *
 * @param name the folder's last name
 * @param modelType {@code model_type} of its configuration
 * @param family of the language model
 * @param parameters per part: {@code vision}, {@code qformer}, {@code language}
 * @param device where it computes, as {@code cpu} or {@code cuda:0}
 * @param precision compute dtype
 * @param threads of the tensor engine
 * @param engine versions, as {@code djl 0.35.1, pytorch 2.7.1}
 */
public record ModelDescription(
        String name,
        String modelType,
        LanguageFamily family,
        Map<String, Long> parameters,
        String device,
        Precision precision,
        int threads,
        String engine) {}
