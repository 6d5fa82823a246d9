package instructblip.benchmarks.catalog;

import instructblip.benchmarks.catalog.Benchmark.Media;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.reader.MappedReader;
import instructblip.benchmarks.dataset.reader.RecordMapping;
import instructblip.benchmarks.dataset.source.YamlMapping;
import instructblip.benchmarks.prompt.Preset;
import instructblip.benchmarks.prompt.Prompt;
import instructblip.benchmarks.prompt.PromptTemplate;
import instructblip.results.metric.MetricFamily;
import instructblip.results.metric.Metrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A benchmark that is described in YAML and needs no code. Its keys:
 *
 * <ul>
 *   <li>{@code name} of small letters, digits and hyphens, {@code title}, {@code origin} (where one
 *       gets the data)
 *   <li>{@code splits}: by name a file, or {@code {file, join, labelled}}; the first is evaluated
 *   <li>where its records are and what they hold: see {@link MappingKeys}
 *   <li>{@code image} or {@code video}: the file's name with fields in braces
 *   <li>{@code prompt}: a template, or one each for {@code paper}, {@code lavis} and {@code
 *       transformers}; {@code prompt_source}: where it comes from
 *   <li>{@code answer}: {@code short}, {@code caption} or {@code rank}
 *   <li>{@code metric}: a name of {@link Metrics}
 * </ul>
 */
final class BenchmarkFile {

    private static final Map<String, Task> TASKS =
            Map.of("short", Task.SHORT_ANSWER, "caption", Task.CAPTION, "rank", Task.RANKING);

    private static final List<String> KEYS =
            List.of(
                    "name",
                    "title",
                    "origin",
                    "splits",
                    "records",
                    "join",
                    "where",
                    "each",
                    "once",
                    "id",
                    "image",
                    "video",
                    "prompt",
                    "prompt_source",
                    "answer",
                    "candidates",
                    "references",
                    "correct",
                    "facts",
                    "metric");

    private BenchmarkFile() {}

    /**
     * The benchmark.
     *
     * @throws DatasetException naming file, line, key, what was found and what was expected
     */
    static Benchmark read(YamlMapping yaml) throws DatasetException {
        yaml.only(KEYS);
        String name = yaml.text("name");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw yaml.fault("name", "small letters, digits and hyphens");
        }
        Task task = task(yaml);
        RecordMapping mapping = MappingKeys.read(yaml, task);
        return new Benchmark(
                name,
                yaml.find("title").orElse(name),
                yaml.has("video") ? Media.VIDEO : Media.IMAGE,
                List.copyOf(mapping.splits().keySet()),
                new MappedReader(mapping, yaml.find("origin").orElse("its maker")),
                prompts(yaml),
                task,
                metrics(yaml));
    }

    private static Task task(YamlMapping yaml) throws DatasetException {
        return Optional.ofNullable(TASKS.get(yaml.text("answer")))
                .orElseThrow(() -> yaml.fault("answer", "short, caption or rank"));
    }

    private static MetricFamily metrics(YamlMapping yaml) throws DatasetException {
        String name = yaml.text("metric");
        List<String> names = Metrics.all().stream().map(MetricFamily::name).toList();
        if (!names.contains(name)) {
            throw yaml.fault("metric", "one of " + String.join(", ", names));
        }
        return Metrics.named(name);
    }

    private static Map<Preset, Prompt> prompts(YamlMapping yaml) throws DatasetException {
        String source = yaml.find("prompt_source").orElse("the benchmark's description");
        Map<Preset, Prompt> prompts = new EnumMap<>(Preset.class);
        if (!yaml.hasMapping("prompt")) {
            Prompt prompt = prompt(yaml, "prompt", source);
            for (Preset preset : Preset.values()) {
                prompts.put(preset, prompt);
            }
            return prompts;
        }
        YamlMapping byPreset =
                yaml.mapping("prompt").only(List.of("paper", "lavis", "transformers"));
        Prompt paper = prompt(byPreset, "paper", source);
        for (Preset preset : Preset.values()) {
            String key = preset.name().toLowerCase(Locale.ROOT);
            prompts.put(preset, byPreset.has(key) ? prompt(byPreset, key, source) : paper);
        }
        return prompts;
    }

    private static Prompt prompt(YamlMapping yaml, String key, String source)
            throws DatasetException {
        try {
            return new Prompt(PromptTemplate.of(yaml.text(key)), source);
        } catch (IllegalArgumentException fault) {
            throw yaml.fault(key, "a template with field names in braces");
        }
    }
}
