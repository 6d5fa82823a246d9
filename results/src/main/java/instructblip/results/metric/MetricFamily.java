package instructblip.results.metric;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A metric by the name that people give it, in all its published variants.
 *
 * @param name as in a benchmark's description
 * @param description one line for people
 * @param variants the first is the one that is used unless another is asked for
 */
public record MetricFamily(String name, String description, List<MetricVariant> variants) {

    public MetricFamily {
        variants = List.copyOf(variants);
    }

    /** A family of the given variants, at least one. */
    static MetricFamily of(String name, String description, MetricVariant... variants) {
        return new MetricFamily(name, description, List.of(variants));
    }

    /** The metric that is used unless another variant is asked for. */
    public Metric metric() {
        return variants.get(0).metric();
    }

    /**
     * The metric in a variant.
     *
     * @throws IllegalArgumentException when there is no such variant; names those that are
     */
    public Metric metric(String variant) {
        return variants.stream()
                .filter(candidate -> candidate.name().equals(variant))
                .findFirst()
                .map(MetricVariant::metric)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the metric %s has no variant \"%s\"; it has %s"
                                                .formatted(name, variant, variantNames())));
    }

    private String variantNames() {
        return variants.stream().map(MetricVariant::name).collect(Collectors.joining(", "));
    }
}
