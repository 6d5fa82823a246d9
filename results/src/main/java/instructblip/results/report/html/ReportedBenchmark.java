package instructblip.results.report.html;

import instructblip.results.metric.Metric;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.BenchmarkSetup;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A benchmark of a run.
 *
 * @param setup which part of which data was asked, and how
 * @param metric by which it is scored
 * @param result as it is stored
 * @param perSample scores by sample id; samples that are not scored are not in it
 * @param records of all samples, in data set order; may be read from a file as they are asked for
 */
public record ReportedBenchmark(
        BenchmarkSetup setup,
        Metric metric,
        BenchmarkResult result,
        Map<String, Double> perSample,
        List<SampleRecord> records) {

    public ReportedBenchmark {
        perSample = Collections.unmodifiableMap(perSample);
        records = Collections.unmodifiableList(records);
    }

    /** What became of a record. */
    Standing standing(SampleRecord record) {
        if (record.failed()) {
            return Standing.FAILED;
        }
        Double score = perSample.get(record.id());
        return score == null ? Standing.UNLABELLED : Standing.of(metric.grade(record, score));
    }
}
