package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.results.metric.CaptionScores;
import instructblip.results.metric.Evaluation;
import instructblip.results.metric.Metric;
import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The recorded bounds come from a program in another language that draws with the same published
 * generator (SplitMix64, split once per resample, seed 20230611) and takes percentiles with linear
 * interpolation.
 */
class ConfidenceIntervalTest {

    private static final IntFunction<String> ONE_EACH = i -> i + ".jpg";
    private static final IntFunction<String> FOUR_SHARE = i -> i % 10 + ".jpg";

    @Test
    void equalsTheRecordedBoundsOfAMean() {
        List<SampleRecord> records = records(40, ONE_EACH);
        assertInterval(40.4975, 59.178124999999994, ConfidenceInterval.ofMean(scores(40), records));
    }

    @Test
    void drawsImagesWhereSamplesShareThem() {
        List<SampleRecord> records = records(40, FOUR_SHARE);
        assertInterval(44.146875, 55.253125, ConfidenceInterval.ofMean(scores(40), records));
    }

    @Test
    void equalsTheRecordedBoundsOfAnotherValue() {
        assertInterval(
                87, 100, ConfidenceInterval.ofValue(rangeOf(scores(40)), records(40, FOUR_SHARE)));
    }

    @Test
    void asksTheMetricOnlyWhereItsValueIsNoMean() {
        Map<String, Double> scores = scores(40);
        List<SampleRecord> records = records(40, FOUR_SHARE);
        assertInterval(
                44.146875,
                55.253125,
                ConfidenceInterval.of(
                        new NotAsked(),
                        new Evaluation(49.85, scores, Map.of(), Map.of()),
                        records));
        Metric range =
                new Metric() {
                    @Override
                    public String name() {
                        return "range";
                    }

                    @Override
                    public Evaluation evaluate(List<SampleRecord> resample) {
                        double value = rangeOf(scores).applyAsDouble(resample);
                        return new Evaluation(value, scores, Map.of(), Map.of());
                    }
                };
        assertInterval(87, 100, ConfidenceInterval.of(range, range.evaluate(records), records));
    }

    /** p ± 1.96 √(p(1−p)/n), which the percentiles come near to at this size. */
    @Test
    void comesNearToTheNormalIntervalOfAShare() {
        int n = 4000;
        Map<String, Double> scores = new LinkedHashMap<>();
        IntStream.range(0, n).forEach(i -> scores.put("s" + i, i % 10 < 3 ? 100.0 : 0.0));
        ConfidenceInterval interval =
                ConfidenceInterval.ofMean(scores, records(n, ONE_EACH)).orElseThrow();
        double half = 1.96 * 100 * Math.sqrt(0.3 * 0.7 / n);
        assertEquals(30 - half, interval.low(), 0.15);
        assertEquals(30 + half, interval.high(), 0.15);
    }

    /** {@code binom.test(1000, 1000)} and {@code binom.test(0, 12)} of R. */
    @Test
    void isExactWhereEveryAnswerIsRightOrWrong() {
        ConfidenceInterval right = ofEqual(100, 1000, ONE_EACH).orElseThrow();
        assertEquals(99.63179, right.low(), 5e-6);
        assertEquals(100, right.high());
        ConfidenceInterval wrong = ofEqual(0, 12, ONE_EACH).orElseThrow();
        assertEquals(0, wrong.low());
        assertEquals(26.46485, wrong.high(), 5e-6);
    }

    @Test
    void countsImagesWhereEveryAnswerIsRight() {
        assertEquals(ofEqual(100, 10, ONE_EACH), ofEqual(100, 40, FOUR_SHARE));
        assertEquals(Optional.empty(), ofEqual(100, 40, i -> "same.jpg"));
    }

    /** With p = 0.025^(1/2), the mean of scores of 30 lies between 30 p and 30 p + 100 (1 - p). */
    @Test
    void isExactWhereAllScoresAreTheSame() {
        ConfidenceInterval interval = ofEqual(30, 2, ONE_EACH).orElseThrow();
        assertEquals(30 * Math.sqrt(0.025), interval.low(), 1e-12);
        assertEquals(100 - 70 * Math.sqrt(0.025), interval.high(), 1e-12);
    }

    @Test
    void isEmptyWhereNothingBoundsWhatWasNotSeen() {
        List<SampleRecord> records = records(4, ONE_EACH);
        Evaluation zeros = new Evaluation(0, equal(0, 4), Map.of(), Map.of());
        assertEquals(Optional.empty(), ConfidenceInterval.of(new CaptionScores(), zeros, records));
        Metric separating =
                new Metric() {
                    @Override
                    public String name() {
                        return "AUC";
                    }

                    @Override
                    public Evaluation evaluate(List<SampleRecord> resample) {
                        return new Evaluation(100, scores(4), Map.of(), Map.of());
                    }
                };
        assertEquals(
                Optional.empty(),
                ConfidenceInterval.of(separating, separating.evaluate(records), records));
    }

    private static Optional<ConfidenceInterval> ofEqual(
            double score, int n, IntFunction<String> image) {
        Evaluation evaluation = new Evaluation(score, equal(score, n), Map.of(), Map.of());
        return ConfidenceInterval.of(new NotAsked(), evaluation, records(n, image));
    }

    private static Map<String, Double> equal(double score, int n) {
        Map<String, Double> scores = new LinkedHashMap<>();
        IntStream.range(0, n).forEach(i -> scores.put("s" + i, score));
        return scores;
    }

    @Test
    void isEmptyWithoutTwoImages() {
        assertEquals(Optional.empty(), ConfidenceInterval.ofMean(Map.of(), List.of()));
        assertEquals(
                Optional.empty(),
                ConfidenceInterval.ofMean(scores(40), records(40, i -> "same.jpg")));
        assertEquals(
                Optional.empty(),
                ConfidenceInterval.ofValue(all -> 1, records(40, i -> "same.jpg")));
    }

    @Test
    void leavesOutResamplesWithoutAValue() {
        List<SampleRecord> records = records(2, ONE_EACH);
        ToDoubleFunction<List<SampleRecord>> onlyIfBoth =
                all -> all.get(0).id().equals(all.get(1).id()) ? Double.NaN : 7;
        assertInterval(7, 7, ConfidenceInterval.ofValue(onlyIfBoth, records));
        assertEquals(Optional.empty(), ConfidenceInterval.ofValue(all -> Double.NaN, records));
    }

    @Test
    void aRecordWithoutImagesStandsAlone() {
        List<SampleRecord> alone =
                IntStream.range(0, 40).mapToObj(i -> record("s" + i, List.of())).toList();
        assertInterval(40.4975, 59.178124999999994, ConfidenceInterval.ofMean(scores(40), alone));
    }

    private static void assertInterval(
            double low, double high, Optional<ConfidenceInterval> interval) {
        assertEquals(new ConfidenceInterval(low, high), interval.orElseThrow());
    }

    private static Map<String, Double> scores(int n) {
        Map<String, Double> scores = new LinkedHashMap<>();
        IntStream.range(0, n).forEach(i -> scores.put("s" + i, (double) (i * 37 % 101)));
        return scores;
    }

    private static List<SampleRecord> records(int n, IntFunction<String> image) {
        return IntStream.range(0, n)
                .mapToObj(i -> record("s" + i, List.of(image.apply(i))))
                .toList();
    }

    private static SampleRecord record(String id, List<String> images) {
        return new SampleRecord(
                "b",
                id,
                images,
                "p",
                List.of("r"),
                List.of(),
                Optional.of("a"),
                Map.of(),
                Optional.empty(),
                Map.of());
    }

    private static ToDoubleFunction<List<SampleRecord>> rangeOf(Map<String, Double> scores) {
        return records -> {
            double[] values =
                    records.stream()
                            .mapToDouble(record -> scores.get(record.id()))
                            .sorted()
                            .toArray();
            return values[values.length - 1] - values[0];
        };
    }

    private static final class NotAsked implements Metric {

        @Override
        public String name() {
            return "mean";
        }

        @Override
        public Evaluation evaluate(List<SampleRecord> records) {
            throw new AssertionError("the mean needs no evaluation of resamples");
        }
    }
}
