package instructblip.benchmarks.dataset;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One question of a data set, before a prompt is made of it.
 *
 * @param id as text, exactly as the file has it
 * @param media one image or one video, relative to the data folder, with forward slashes, within it
 * @param clip the part of a video that is looked at; empty for the whole of it
 * @param fields texts that templates may name, outer white space stripped
 * @param references the right answers; empty for an unlabelled sample
 * @param candidates texts to rank, in their order; empty where the answer is generated
 * @param facts what metric and breakdown need beyond the references, as {@code answer_type}; JSON
 *     values only, in order of their names
 */
public record Sample(
        String id,
        String media,
        Optional<Clip> clip,
        Map<String, String> fields,
        List<String> references,
        List<String> candidates,
        Map<String, Object> facts) {

    /**
     * A part of a video that may hold more; a video that ends before {@code end} is that part
     * already, cut out.
     *
     * @param start in seconds
     * @param end in seconds, above {@code start}
     */
    public record Clip(double start, double end) {}

    public Sample {
        fields = Map.copyOf(fields);
        references = List.copyOf(references);
        candidates = List.copyOf(candidates);
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** A sample that looks at the whole of its image or video. */
    public Sample(
            String id,
            String media,
            Map<String, String> fields,
            List<String> references,
            List<String> candidates,
            Map<String, Object> facts) {
        this(id, media, Optional.empty(), fields, references, candidates, facts);
    }
}
