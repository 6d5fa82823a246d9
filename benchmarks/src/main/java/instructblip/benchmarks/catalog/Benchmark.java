package instructblip.benchmarks.catalog;

import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.prompt.Preset;
import instructblip.benchmarks.prompt.Prompt;
import instructblip.results.metric.Metric;
import java.util.List;
import java.util.Map;

/**
 * A benchmark: whose files, which question, what kind of answer, how it is scored.
 *
 * @param name as on the command line
 * @param title one line for people
 * @param media what is looked at
 * @param splits names of its parts; the first is the one that is evaluated
 * @param reader of its official files
 * @param prompts one per preset
 * @param task kind of answer
 * @param metric that makes its headline value
 */
public record Benchmark(
        String name,
        String title,
        Media media,
        List<String> splits,
        DatasetReader reader,
        Map<Preset, Prompt> prompts,
        Task task,
        Metric metric) {

    /** What a sample looks at. */
    public enum Media {
        IMAGE,
        VIDEO
    }

    public Benchmark {
        splits = List.copyOf(splits);
        prompts = Map.copyOf(prompts);
    }

    /** The split that is evaluated unless another is asked for. */
    public String defaultSplit() {
        return splits.get(0);
    }
}
