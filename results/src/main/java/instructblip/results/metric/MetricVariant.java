package instructblip.results.metric;

/**
 * One published way to compute a metric.
 *
 * @param name within its family
 * @param source program and file that compute it so
 * @param metric that does the same here
 */
public record MetricVariant(String name, String source, Metric metric) {}
