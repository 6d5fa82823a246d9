package instructblip.core.model;

import instructblip.core.request.ModelKind;
import java.util.Map;

/**
 * What a run's manifest says about an open model.
 *
 * @param name the folder's last name
 * @param kind of checkpoint and language model
 * @param parameters per part: {@code vision}, {@code qformer}, {@code language}
 * @param device where it computes, as {@code cpu} or {@code cuda:0}
 * @param precision compute dtype
 * @param threads that compute when it answers
 * @param engine versions, as {@code djl 0.35.1, pytorch 2.7.1}
 */
public record ModelDescription(
        String name,
        ModelKind kind,
        Map<String, Long> parameters,
        String device,
        Precision precision,
        int threads,
        String engine) {}
