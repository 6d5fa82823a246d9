package instructblip.benchmarks.dataset;

import java.util.List;
import java.util.Map;

/**
 * One question of a data set, before a prompt is made of it.
 *
 * @param id as text, exactly as the file has it
 * @param media one image or one video, relative to the data folder, with forward slashes, within it
 * @param fields texts that templates may name, outer white space stripped
 * @param references the right answers; empty for an unlabelled sample
 * @param candidates texts to rank, in their order; empty where the answer is generated
 * @param facts what metric and breakdown need beyond the references, as {@code answer_type}; JSON
 *     values only
 */
public record Sample(
        String id,
        String media,
        Map<String, String> fields,
        List<String> references,
        List<String> candidates,
        Map<String, Object> facts) {

    public Sample {
        fields = Map.copyOf(fields);
        references = List.copyOf(references);
        candidates = List.copyOf(candidates);
    }
}
