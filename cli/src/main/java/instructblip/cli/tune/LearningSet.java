package instructblip.cli.tune;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.PromptTemplate;
import instructblip.cli.run.DataFingerprint;
import instructblip.core.image.Movement;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import instructblip.core.train.Mixture;
import instructblip.core.video.VideoFrames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** A data set's samples that can be learned, each of which is known to render. */
final class LearningSet {

    private static final String ANSWER = "answer";

    private final LearningSource source;
    private final Dataset dataset;
    private final TuneStage.Moves moves;

    /** One per lesson; samples on one image are one lesson where labels are learned. */
    private final List<List<Sample>> lessons;

    private LearningSet(
            LearningSource source,
            Dataset dataset,
            TuneStage.Moves moves,
            List<List<Sample>> lessons) {
        this.source = source;
        this.dataset = dataset;
        this.moves = moves;
        this.lessons = lessons;
    }

    /**
     * Reads a data set and tries every template on every sample.
     *
     * @throws DatasetException when a file or record is broken, nothing is left to learn, a
     *     template does not fit or media are missing
     */
    static LearningSet read(LearningSource source, TuneStage.Moves moves) throws DatasetException {
        Dataset dataset = source.benchmark().read(source.folder(), source.split());
        List<Sample> samples =
                dataset.samples().stream()
                        .filter(sample -> matches(source, sample))
                        .filter(sample -> !sample.references().isEmpty())
                        .toList();
        if (source.limit() > 0 && source.limit() < samples.size()) {
            samples = samples.subList(0, source.limit());
        }
        if (samples.isEmpty()) {
            throw new DatasetException(
                    "%s: nothing to learn from the split %s of %s: %d samples, none with an answer%s"
                            .formatted(
                                    source.folder(),
                                    source.split(),
                                    source.benchmark().name(),
                                    dataset.samples().size(),
                                    source.where().isEmpty() ? "" : " for which `where` holds"));
        }
        requireMedia(source, dataset, samples);
        List<List<Sample>> lessons =
                source.label().isPresent()
                        ? List.copyOf(
                                samples.stream()
                                        .collect(
                                                Collectors.groupingBy(
                                                        Sample::media,
                                                        LinkedHashMap::new,
                                                        Collectors.toList()))
                                        .values())
                        : samples.stream().map(List::of).toList();
        LearningSet set = new LearningSet(source, dataset, moves, lessons);
        set.tryTemplates(samples);
        return set;
    }

    private static boolean matches(LearningSource source, Sample sample) {
        Map<String, String> fields = fields(sample);
        return source.where().entrySet().stream()
                .allMatch(
                        condition ->
                                condition
                                        .getValue()
                                        .contains(fields.getOrDefault(condition.getKey(), "")));
    }

    private static void requireMedia(LearningSource source, Dataset dataset, List<Sample> samples)
            throws DatasetException {
        List<String> missing =
                samples.stream()
                        .map(Sample::media)
                        .distinct()
                        .filter(media -> !Files.isRegularFile(dataset.folder().resolve(media)))
                        .limit(1)
                        .toList();
        if (!missing.isEmpty()) {
            throw new DatasetException(
                    "%s: %s is missing, which %s asks about (all of them: data check %s --data DIR --split %s)"
                            .formatted(
                                    dataset.folder(),
                                    missing.get(0),
                                    source.benchmark().name(),
                                    source.benchmark().name(),
                                    source.split()));
        }
    }

    private void tryTemplates(List<Sample> samples) throws DatasetException {
        for (Sample sample : samples) {
            Map<String, String> fields = withAnswer(sample, sample.references().get(0));
            try {
                source.templates().forEach(template -> template.render(fields));
                source.answer().render(fields);
                source.label().ifPresent(template -> template.render(fields));
            } catch (IllegalArgumentException e) {
                throw new DatasetException(
                        "%s, sample %s: %s"
                                .formatted(source.benchmark().name(), sample.id(), e.getMessage()),
                        e);
            }
        }
    }

    /** A sample's fields, and those of its facts that are one value. */
    private static Map<String, String> fields(Sample sample) {
        Map<String, String> fields = new HashMap<>();
        sample.facts()
                .forEach(
                        (name, value) -> {
                            if (value instanceof String || value instanceof Number) {
                                fields.put(name, value.toString());
                            }
                        });
        fields.putAll(sample.fields());
        return fields;
    }

    private static Map<String, String> withAnswer(Sample sample, String answer) {
        Map<String, String> fields = fields(sample);
        fields.put(ANSWER, answer);
        return fields;
    }

    LearningSource source() {
        return source;
    }

    /** Lessons that there are. */
    int size() {
        return lessons.size();
    }

    Mixture.Part part() {
        return new Mixture.Part(size(), source.size().orElse(size()), source.weight());
    }

    /** SHA-256 of what it was read from. */
    Map<String, String> fingerprints() {
        return DataFingerprint.of(dataset);
    }

    /** Names of all labels and their classes, as they come. */
    void collectLabels(Map<String, Map<String, Integer>> classes) {
        for (List<Sample> lesson : lessons) {
            for (Sample sample : lesson) {
                Map<String, String> fields = withAnswer(sample, sample.references().get(0));
                Map<String, Integer> known =
                        classes.computeIfAbsent(
                                source.label().orElseThrow().render(fields),
                                name -> new LinkedHashMap<>());
                known.putIfAbsent(source.answer().render(fields), known.size());
            }
        }
    }

    /**
     * A sample with what is drawn for it: one of its answers, a template, a movement.
     *
     * @param labels classes by label; empty where answers are learned
     */
    Lesson lesson(Mixture.Draw draw, Map<String, Map<String, Integer>> labels) {
        Random random = new Random(draw.seed());
        List<Sample> samples = lessons.get(draw.sample());
        Sample first = samples.get(0);
        String name = source.benchmark().name() + "/" + first.id();
        if (!labels.isEmpty()) {
            return new Lesson(
                    name, request(first, ""), null, classes(samples, labels), movement(random));
        }
        List<String> references = first.references();
        Map<String, String> fields =
                withAnswer(first, references.get(random.nextInt(references.size())));
        List<PromptTemplate> templates = source.templates();
        String prompt = templates.get(random.nextInt(templates.size())).render(fields);
        return new Lesson(
                name,
                request(first, prompt),
                source.answer().render(fields),
                null,
                movement(random));
    }

    private int[] classes(List<Sample> samples, Map<String, Map<String, Integer>> labels) {
        Map<String, String> known =
                samples.stream()
                        .map(sample -> withAnswer(sample, sample.references().get(0)))
                        .collect(
                                Collectors.toMap(
                                        source.label().orElseThrow()::render,
                                        source.answer()::render,
                                        (one, other) -> one));
        List<Integer> classes = new ArrayList<>();
        labels.forEach(
                (label, byName) ->
                        classes.add(known.containsKey(label) ? byName.get(known.get(label)) : -1));
        return classes.stream().mapToInt(Integer::intValue).toArray();
    }

    private Movement movement(Random random) {
        if (moves.pixels() == 0 && !moves.mirror()) {
            return Movement.NONE;
        }
        int range = 2 * moves.pixels() + 1;
        return new Movement(
                random.nextInt(range) - moves.pixels(),
                random.nextInt(range) - moves.pixels(),
                moves.mirror() && random.nextBoolean());
    }

    private Request request(Sample sample, String prompt) {
        Path file = dataset.folder().resolve(sample.media());
        // The answer is tokenised apart; a request without any mode there is not.
        Rank mode = new Rank(List.of(""));
        return source.benchmark().media() == Benchmark.Media.VIDEO
                ? Request.ofVideo(file, VideoFrames.USUAL, prompt, mode)
                : new Request(List.of(file), prompt, mode);
    }
}
