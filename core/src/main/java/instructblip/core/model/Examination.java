package instructblip.core.model;

import instructblip.core.checkpoint.TensorValues;
import java.util.Map;

/**
 * What the model computes for one request from given pixels, stage by stage, by the names that
 * recordings of the reference use.
 *
 * <p>F = frames, N = image rows, Q = queries, P = positions of the prefix, V = vocabulary.
 *
 * @param stages {@code vision} (F, N, Dv), {@code qformer} (F, Q, Dq), {@code projected} (F*Q, D);
 *     on T5 {@code encoder} (P, D) and {@code first_logits} (V), on decoder-only models {@code
 *     prefill_logits} (last text positions, at most 16, V)
 */
public record Examination(Map<String, TensorValues> stages) {}
