package instructblip.results.store;

import instructblip.results.metric.Evaluation;
import instructblip.results.metric.Metric;
import instructblip.results.record.SampleRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A 95 % interval on the printed scale: the 2.5th and 97.5th percentile of a value over 1,000
 * bootstrap resamples. Drawn are images, not samples, since answers about one image go wrong
 * together. The seed is fixed: equal scores give equal bounds.
 *
 * <p>Where all samples have the same score {@code c}, as when every answer is right, every resample
 * has it too and says nothing. Then the bounds are exact: with chance {@code p} of that score,
 * {@code n} images have it with chance {@code p^n}, so that {@code p} is at least {@code
 * 0.025^(1/n)}, and what remains may be anything from 0 to 100. For a right or wrong answer this is
 * the interval of Clopper and Pearson (Biometrika 26, 1934).
 */
public record ConfidenceInterval(double low, double high) {

    private static final int RESAMPLES = 1000;
    private static final long SEED = 20230611;
    private static final double TAIL = 0.025;
    private static final double MOST = 100;

    /** How far the mean of the samples' scores may lie from the value that is the same. */
    private static final double ROUNDING = 1e-9;

    /**
     * The interval of a metric's value: over the samples' scores where the value is their mean,
     * else (as for AUC) by evaluating every resample.
     *
     * @param records that were evaluated
     * @return empty when there are fewer than two images, no resample has a value, or all have the
     *     same and nothing bounds what was not seen
     */
    public static Optional<ConfidenceInterval> of(
            Metric metric, Evaluation evaluation, List<SampleRecord> records) {
        if (!isMean(evaluation)) {
            return ofValue(resample -> metric.evaluate(resample).value(), records)
                    .filter(interval -> interval.low < interval.high);
        }
        double[] distinct =
                evaluation.perSample().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .distinct()
                        .limit(2)
                        .toArray();
        if (distinct.length > 1) {
            return ofMean(evaluation.perSample(), records);
        }
        return metric.isShare()
                ? ofEqual(distinct[0], ImageClusters.of(records).count())
                : Optional.empty();
    }

    /**
     * The interval of the mean where every image has the same score.
     *
     * @param score between 0 and 100
     * @param images number of them
     */
    private static Optional<ConfidenceInterval> ofEqual(double score, int images) {
        if (images < 2) {
            return Optional.empty();
        }
        double chance = Math.pow(TAIL, 1.0 / images);
        return Optional.of(new ConfidenceInterval(chance * score, MOST - chance * (MOST - score)));
    }

    /**
     * The interval of the mean of the samples' scores.
     *
     * @param scores by sample id
     */
    public static Optional<ConfidenceInterval> ofMean(
            Map<String, Double> scores, List<SampleRecord> records) {
        ImageClusters clusters = ImageClusters.of(records);
        double[] sums = new double[clusters.count()];
        double[] sizes = new double[clusters.count()];
        for (int i = 0; i < records.size(); i++) {
            int cluster = clusters.of(i);
            sums[cluster] += scores.get(records.get(i).id());
            sizes[cluster]++;
        }
        return percentiles(clusters.count(), random -> mean(sums, sizes, random));
    }

    /** The interval of any value of the records; resamples without a value (NaN) are left out. */
    public static Optional<ConfidenceInterval> ofValue(
            ToDoubleFunction<List<SampleRecord>> value, List<SampleRecord> records) {
        List<SampleRecord> inMemory = List.copyOf(records);
        List<List<SampleRecord>> clusters = ImageClusters.of(inMemory).members(inMemory);
        return percentiles(
                clusters.size(),
                random ->
                        value.applyAsDouble(
                                IntStream.range(0, clusters.size())
                                        .mapToObj(i -> clusters.get(below(clusters.size(), random)))
                                        .flatMap(List::stream)
                                        .toList()));
    }

    private static boolean isMean(Evaluation evaluation) {
        double mean =
                evaluation.perSample().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN);
        double value = evaluation.value();
        return Math.abs(mean - value) <= ROUNDING * Math.max(1, Math.abs(value));
    }

    private static Optional<ConfidenceInterval> percentiles(
            int clusters, ToDoubleFunction<SplittableRandom> resample) {
        if (clusters < 2) {
            return Optional.empty();
        }
        SplittableRandom root = new SplittableRandom(SEED);
        List<SplittableRandom> randoms =
                IntStream.range(0, RESAMPLES).mapToObj(i -> root.split()).toList();
        double[] values =
                randoms.parallelStream().mapToDouble(resample).filter(Double::isFinite).toArray();
        if (values.length == 0) {
            return Optional.empty();
        }
        Arrays.sort(values);
        return Optional.of(
                new ConfidenceInterval(quantile(values, TAIL), quantile(values, 1 - TAIL)));
    }

    private static double mean(double[] sums, double[] sizes, SplittableRandom random) {
        double sum = 0;
        double size = 0;
        for (int i = 0; i < sums.length; i++) {
            int drawn = below(sums.length, random);
            sum += sums[drawn];
            size += sizes[drawn];
        }
        return sum / size;
    }

    /** A whole number below a bound, off from uniform by less than bound / 2^63. */
    private static int below(int bound, SplittableRandom random) {
        return (int) Math.multiplyHigh(random.nextLong() >>> 1, 2L * bound);
    }

    /** Between the two nearest values, in proportion. */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
