package instructblip.core.model;

import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.Excerpt;
import instructblip.core.checkpoint.WeightSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors of a model learn. A part is one of the names below, or how tensors' names in the
 * checkpoint begin, whole up to a full stop: {@code qformer.embeddings}, {@code query_tokens}.
 *
 * <table>
 * <caption>Named parts</caption>
 * <tr><td>{@code qformer}</td><td>what the authors train: Q-Former, query tokens, projection and
 *     {@code ln_vision}</td></tr>
 * <tr><td>{@code ln_vision}</td><td>the vision encoder's closing layer norm</td></tr>
 * <tr><td>{@code vision}</td><td>the vision encoder with it</td></tr>
 * <tr><td>{@code language}</td><td>the language model</td></tr>
 * <tr><td>{@code all}</td><td>everything</td></tr>
 * </table>
 *
 * @param parts at least one
 */
public record TrainableTensors(List<String> parts) {

    private static final String LN_VISION = "vision_model.post_layernorm";

    private static final Map<String, List<String>> NAMED = named();

    public TrainableTensors {
        parts = List.copyOf(parts);
    }

    private static Map<String, List<String>> named() {
        Map<String, List<String>> named = new LinkedHashMap<>();
        named.put("qformer", List.of("qformer", "query_tokens", "language_projection", LN_VISION));
        named.put("ln_vision", List.of(LN_VISION));
        named.put("vision", List.of("vision_model"));
        named.put("language", List.of("language_model"));
        named.put("all", List.of(""));
        return named;
    }

    /** What the authors' code trains. */
    public static TrainableTensors authors() {
        return new TrainableTensors(List.of("qformer"));
    }

    /**
     * Picks the tensors.
     *
     * @param tensors all that a model asks for
     * @return each once, in their order
     * @throws CheckpointException when a part names none
     */
    public List<WeightSpec> among(List<WeightSpec> tensors) {
        Set<String> beginnings = new LinkedHashSet<>();
        for (String part : parts) {
            List<String> meant = NAMED.getOrDefault(part, List.of(part));
            if (tensors.stream().noneMatch(spec -> isOf(spec, meant))) {
                throw new CheckpointException(
                        "No tensor of the model is called %s; expected %s, or the beginning of a tensor's name."
                                .formatted(Excerpt.of(part), String.join(", ", NAMED.keySet())));
            }
            beginnings.addAll(meant);
        }
        Map<String, WeightSpec> picked = new LinkedHashMap<>();
        for (WeightSpec spec : tensors) {
            if (isOf(spec, beginnings)) {
                picked.putIfAbsent(spec.name(), spec);
            }
        }
        return new ArrayList<>(picked.values());
    }

    private static boolean isOf(WeightSpec spec, Iterable<String> beginnings) {
        if (!spec.use().isStored()) {
            return false;
        }
        for (String beginning : beginnings) {
            if (beginning.isEmpty()
                    || spec.name().equals(beginning)
                    || spec.name().startsWith(beginning + ".")) {
                return true;
            }
        }
        return false;
    }
}
