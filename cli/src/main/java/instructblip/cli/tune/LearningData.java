package instructblip.cli.tune;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.Benchmarks;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.YamlMapping;
import instructblip.benchmarks.prompt.InstructionTemplates;
import instructblip.benchmarks.prompt.PromptTemplate;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The data sets that a tuning file names: what is learned from, and what is asked in between. */
final class LearningData {

    private static final List<String> SOURCE_KEYS =
            List.of(
                    "benchmark",
                    "folder",
                    "split",
                    "limit",
                    "where",
                    "templates",
                    "answer",
                    "label",
                    "weight",
                    "size");

    private static final List<String> SET_KEYS =
            List.of("benchmark", "folder", "split", "limit", "prompt");

    private final Path file;
    private final YamlMapping run;
    private final Path bundled;

    /**
     * @param file that is read
     * @param run the whole of it
     * @param bundled folder of the data sets that come with the program
     */
    LearningData(Path file, YamlMapping run, Path bundled) {
        this.file = file;
        this.run = run;
        this.bundled = bundled;
    }

    /** The sources of a stage. */
    List<LearningSource> sources(YamlMapping holder) throws DatasetException {
        List<LearningSource> sources = new ArrayList<>();
        for (YamlMapping entry : holder.mappings("data")) {
            sources.add(source(entry.only(SOURCE_KEYS)));
        }
        if (sources.isEmpty()) {
            throw holder.fault("data", "at least one data set");
        }
        long labelled = sources.stream().filter(source -> source.label().isPresent()).count();
        if (labelled > 0 && labelled < sources.size()) {
            throw holder.fault("data", "label in all data sets of a stage or in none");
        }
        return sources;
    }

    private LearningSource source(YamlMapping entry) throws DatasetException {
        YamlKeys keys = new YamlKeys(entry, Optional.empty());
        Benchmark benchmark = benchmark(entry);
        Optional<PromptTemplate> label =
                entry.has("label")
                        ? Optional.of(template(entry, "label", entry.text("label")))
                        : Optional.empty();
        if (label.isPresent() == entry.has("templates")) {
            throw entry.fault("templates", "templates, or a label instead");
        }
        String list = label.isPresent() ? "" : keys.texts("templates").get(0);
        String usual = list.equals("vqg") ? "{question}" : "{answer}";
        double weight = keys.real("weight", 1);
        if (weight == 0) {
            throw entry.fault("weight", "a number above 0");
        }
        return new LearningSource(
                benchmark,
                folder(entry, benchmark),
                split(entry, benchmark),
                keys.whole("limit", 0, 0),
                where(entry),
                label.isPresent() ? List.of() : templates(entry, keys.texts("templates")),
                template(entry, "answer", entry.find("answer").orElse(usual)),
                label,
                weight,
                entry.has("size")
                        ? OptionalLong.of(keys.whole("size", 1, 1))
                        : OptionalLong.empty());
    }

    /** The sets that are asked in between. */
    List<ValidationSet> sets(YamlMapping validation) throws DatasetException {
        List<ValidationSet> sets = new ArrayList<>();
        for (YamlMapping entry : validation.mappings("sets")) {
            entry.only(SET_KEYS);
            Benchmark benchmark = benchmark(entry);
            sets.add(
                    new ValidationSet(
                            benchmark,
                            folder(entry, benchmark),
                            split(entry, benchmark),
                            new YamlKeys(entry, Optional.empty()).whole("limit", 0, 0),
                            entry.has("prompt")
                                    ? Optional.of(template(entry, "prompt", entry.text("prompt")))
                                    : Optional.empty()));
        }
        if (sets.isEmpty()) {
            throw validation.fault("sets", "at least one data set");
        }
        return sets;
    }

    private Benchmark benchmark(YamlMapping entry) throws DatasetException {
        String name = entry.text("benchmark");
        boolean described = name.endsWith(".yaml") || name.endsWith(".yml");
        try {
            return Benchmarks.named(
                    described ? path(file, entry, "benchmark", name).toString() : name);
        } catch (IllegalArgumentException e) {
            throw new DatasetException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Path folder(YamlMapping entry, Benchmark benchmark) throws DatasetException {
        YamlMapping holder = entry.has("folder") ? entry : run;
        String key = entry.has("folder") ? "folder" : "data_folder";
        if (!holder.has(key)) {
            if (Benchmarks.bundled().contains(benchmark)) {
                return bundled;
            }
            throw entry.fault("folder", "the folder of its files (or data_folder above all)");
        }
        Path folder = path(file, holder, key, holder.text(key));
        if (!Files.isDirectory(folder)) {
            throw holder.fault(key, "a folder");
        }
        return folder;
    }

    private static String split(YamlMapping entry, Benchmark benchmark) throws DatasetException {
        String split = entry.find("split").orElse(benchmark.defaultSplit());
        if (!benchmark.splits().contains(split)) {
            throw entry.fault("split", "one of " + String.join(", ", benchmark.splits()));
        }
        return split;
    }

    private static Map<String, List<String>> where(YamlMapping entry) throws DatasetException {
        Map<String, List<String>> where = new LinkedHashMap<>();
        if (entry.has("where")) {
            YamlMapping conditions = entry.mapping("where");
            YamlKeys keys = new YamlKeys(conditions, Optional.empty());
            for (String field : conditions.keys()) {
                where.put(field, keys.texts(field));
            }
        }
        return where;
    }

    /** The paper's list by its name, or the templates themselves. */
    private static List<PromptTemplate> templates(YamlMapping entry, List<String> texts)
            throws DatasetException {
        if (texts.size() == 1 && InstructionTemplates.tasks().contains(texts.get(0))) {
            return InstructionTemplates.of(texts.get(0));
        }
        List<PromptTemplate> templates = new ArrayList<>();
        for (String text : texts) {
            templates.add(template(entry, "templates", text));
        }
        return templates;
    }

    private static PromptTemplate template(YamlMapping entry, String key, String text)
            throws DatasetException {
        try {
            return PromptTemplate.of(text);
        } catch (IllegalArgumentException e) {
            throw entry.fault(key, "a template with field names in braces");
        }
    }

    static Path path(Path file, YamlMapping holder, String key, String text)
            throws DatasetException {
        try {
            return file.toAbsolutePath().resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
            throw holder.fault(key, "a path");
        }
    }
}
