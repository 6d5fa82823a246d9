package instructblip.benchmarks.catalog;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import instructblip.benchmarks.prompt.Prompt;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.ModelKind;
import instructblip.core.request.Rank;
import instructblip.results.metric.Metric;
import instructblip.results.metric.MetricFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A benchmark: whose files, which question, what kind of answer, how it is scored.
 *
 * @param name as on the command line
 * @param folder name of its folder in the output and under a folder of many data sets
 * @param title one line for people
 * @param media what is looked at
 * @param splits names of its parts; the first is the one that is evaluated
 * @param reader of its official files
 * @param prompts one per preset
 * @param task kind of answer
 * @param metrics how it is scored, in all published variants
 */
public record Benchmark(
        String name,
        String folder,
        String title,
        Media media,
        List<String> splits,
        DatasetReader reader,
        Map<Preset, Prompt> prompts,
        Task task,
        MetricFamily metrics) {

    /** What a sample looks at. */
    public enum Media {
        IMAGE,
        VIDEO
    }

    public Benchmark {
        splits = List.copyOf(splits);
        prompts = Map.copyOf(prompts);
    }

    /** A benchmark whose folder has its name. */
    public Benchmark(
            String name,
            String title,
            Media media,
            List<String> splits,
            DatasetReader reader,
            Map<Preset, Prompt> prompts,
            Task task,
            MetricFamily metrics) {
        this(name, name, title, media, splits, reader, prompts, task, metrics);
    }

    /** The split that is evaluated unless another is asked for. */
    public String defaultSplit() {
        return splits.get(0);
    }

    /** The metric that makes its headline value. */
    public Metric metric() {
        return metrics.metric();
    }

    /** Where its files are under {@code data}: in a folder of its name, else in {@code data}. */
    public Path dataFolder(Path data) {
        Path own = data.resolve(folder);
        return Files.isDirectory(own) ? own : data;
    }

    /**
     * Reads a split.
     *
     * @param data folder of its files, or a folder with one folder per benchmark
     * @throws DatasetException when there is no such split, a file is missing or a record broken
     */
    public Dataset read(Path data, String split) throws DatasetException {
        if (!splits.contains(split)) {
            throw new DatasetException(
                    "%s has no split %s; expected one of %s"
                            .formatted(name, split, String.join(", ", splits)));
        }
        return reader.read(dataFolder(data), split);
    }

    /** The exact text that the model reads. */
    public String prompt(Sample sample, Preset preset) {
        return prompts.get(preset).render(sample);
    }

    /** How the model answers: candidates are ranked, each text once; other answers are written. */
    public AnswerMode mode(Sample sample, ModelKind kind, Preset preset) {
        if (task == Task.RANKING) {
            return new Rank(sample.candidates().stream().distinct().toList());
        }
        return DecodingSettings.of(task, kind, preset);
    }
}
