package instructblip.results.compare;

import instructblip.results.store.BenchmarkResult;
import java.util.List;
import java.util.Optional;

/**
 * A benchmark in a comparison.
 *
 * @param name of the benchmark
 * @param split of the first run that has it
 * @param metric of the first run that has it
 * @param results by run; empty where a run was not asked it or has not finished it
 * @param absences by run, why there is no result, one line; empty where there is one
 * @param pairs by run after the baseline
 * @param published values of the rows of the comparison, in their order; a row may have several
 */
public record ComparedBenchmark(
        String name,
        String split,
        String metric,
        List<Optional<BenchmarkResult>> results,
        List<Optional<String>> absences,
        List<ComparedPair> pairs,
        List<PublishedValue> published) {

    public ComparedBenchmark {
        results = List.copyOf(results);
        absences = List.copyOf(absences);
        pairs = List.copyOf(pairs);
        published = List.copyOf(published);
    }
}
