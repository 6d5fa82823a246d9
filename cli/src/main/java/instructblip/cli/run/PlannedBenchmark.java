package instructblip.cli.run;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.DecodingSettings;
import instructblip.benchmarks.catalog.Task;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.PromptTemplate;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.Request;
import instructblip.results.store.BenchmarkSetup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A benchmark whose samples are read and whose every prompt is known to render.
 *
 * @param benchmark that it is
 * @param dataset that was read, all of the split
 * @param samples to evaluate, in data set order
 * @param options of the run
 */
record PlannedBenchmark(
        Benchmark benchmark, Dataset dataset, List<Sample> samples, RunOptions options) {

    /** The exact text that the model reads. */
    String prompt(Sample sample) {
        return options.prompt()
                .map(template -> template.render(sample.fields()))
                .orElseGet(() -> benchmark.prompt(sample, options.preset()));
    }

    Request request(Sample sample, ModelKind kind) {
        Path file = dataset.folder().resolve(sample.media());
        String prompt = prompt(sample);
        AnswerMode mode = mode(sample, kind);
        return isOfVideo()
                ? Request.ofVideo(file, options.sampledFrames(), prompt, mode)
                : new Request(List.of(file), prompt, mode);
    }

    private boolean isOfVideo() {
        return benchmark.media() == Benchmark.Media.VIDEO;
    }

    private AnswerMode mode(Sample sample, ModelKind kind) {
        AnswerMode mode = benchmark.mode(sample, kind, options.preset());
        return mode instanceof Generate preset ? options.decoding().over(preset) : mode;
    }

    /** Whether the split's answers are known to its server only. */
    boolean isUnlabelled() {
        return samples.stream().allMatch(sample -> sample.references().isEmpty());
    }

    /** What the manifest says of it. */
    BenchmarkSetup setup(ModelKind kind, Map<String, String> fingerprints) {
        return new BenchmarkSetup(
                benchmark.folder(),
                dataset.split(),
                samples.size(),
                samples.size() < dataset.samples().size() ? options.limit() : 0,
                fingerprints,
                options.prompt().map(PromptTemplate::toString).orElseGet(this::presetPrompt),
                settings(kind),
                Optional.of(benchmark.metrics().name()));
    }

    private String presetPrompt() {
        return benchmark.prompts().get(options.preset()).text();
    }

    /**
     * Frames, and decoding or ranking as it will be done.
     *
     * @throws IllegalArgumentException when the user's settings are not allowed
     */
    Map<String, Object> settings(ModelKind kind) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (isOfVideo()) {
            settings.put("frames", options.sampledFrames());
        }
        if (benchmark.task() == Task.RANKING) {
            settings.put(
                    "ranking",
                    kind.family() == LanguageFamily.T5
                            ? "summed NLL with end token"
                            : "summed NLL without end token");
            return settings;
        }
        Generate generate =
                options.decoding()
                        .over(DecodingSettings.of(benchmark.task(), kind, options.preset()));
        settings.put("beams", generate.beams());
        settings.put("max_new_tokens", generate.maxNewTokens());
        settings.put("min_new_tokens", generate.minNewTokens());
        settings.put("length_penalty", generate.lengthPenalty());
        settings.put("repetition_penalty", generate.repetitionPenalty());
        settings.put("penalise_prompt", generate.penalisePrompt());
        return settings;
    }
}
