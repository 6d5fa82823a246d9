package instructblip.cli.tune;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.core.model.LabelHeads;
import instructblip.core.model.TrainableModel;
import instructblip.core.train.Mixture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stage whose data is read and whose every template is known to render.
 *
 * @param stage that it is
 * @param sets to learn from
 * @param labels classes by label; empty where answers are learned
 * @param validation what the model is asked in between
 */
record PlannedStage(
        TuneStage stage,
        List<LearningSet> sets,
        Map<String, Map<String, Integer>> labels,
        Validation validation) {

    /**
     * Reads a stage's data.
     *
     * @throws DatasetException when a file or record is broken, or a template does not fit
     */
    static PlannedStage of(TuneStage stage) throws DatasetException {
        List<LearningSet> sets = new ArrayList<>();
        Map<String, Map<String, Integer>> labels = new LinkedHashMap<>();
        for (LearningSource source : stage.sources()) {
            LearningSet set = LearningSet.read(source, stage.moves());
            if (stage.learnsLabels()) {
                set.collectLabels(labels);
            }
            sets.add(set);
        }
        return new PlannedStage(stage, sets, labels, Validation.plan(stage.validation()));
    }

    /** Classifiers for the labels; of no labels where answers are learned. */
    LabelHeads heads() {
        int classes = labels.values().stream().mapToInt(Map::size).max().orElse(0);
        return new LabelHeads(labels.size(), classes);
    }

    /**
     * The stage's samples.
     *
     * @param done draws that were made before
     */
    LessonStream lessons(TrainableModel model, long seed, long done) {
        return new LessonStream(model, sets, labels, mixture(seed), stage.batchSize(), done);
    }

    private Mixture mixture(long seed) {
        return new Mixture(sets.stream().map(LearningSet::part).toList(), stage.sampling(), seed);
    }

    /** The share of draws of each data set, in the order of the file. */
    Map<String, Double> shares() {
        Mixture mixture = mixture(0);
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int i = 0; i < sets.size(); i++) {
            shares.put(name(i), mixture.share(i));
        }
        return shares;
    }

    /** SHA-256 of the files of each data set, those of validation too: they decide what is best. */
    Map<String, String> fingerprints() {
        Map<String, String> sha256 = new LinkedHashMap<>();
        for (int i = 0; i < sets.size(); i++) {
            String name = name(i);
            sets.get(i)
                    .fingerprints()
                    .forEach((kind, value) -> sha256.put(name + "." + kind, value));
        }
        sha256.putAll(validation.fingerprints());
        return sha256;
    }

    private String name(int set) {
        return "%d %s".formatted(set + 1, sets.get(set).source().benchmark().name());
    }

    /** The validation scores of a step as the log has them; empty where it has none. */
    Map<String, Double> loggedValues(TuneLog log, int step) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (JsonNode line : log.lines().values()) {
            if (line.path("stage").asText().equals(stage.name())
                    && line.path("step").asInt() == step
                    && line.has("validation")) {
                line.get("validation")
                        .properties()
                        .forEach(
                                set ->
                                        values.put(
                                                set.getKey(), set.getValue().asDouble(Double.NaN)));
            }
        }
        return values;
    }
}
