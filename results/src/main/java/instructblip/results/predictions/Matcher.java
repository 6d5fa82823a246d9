package instructblip.results.predictions;

import instructblip.results.record.SampleRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One pass over predictions that finds the sample of each and notes what does not fit. */
final class Matcher {

    private static final int UNANSWERED = -1;

    private final List<AskedSample> samples;
    private final SampleIndex index;
    private final int[] answers;

    private final NamedSamples unknown =
            new NamedSamples(
                    "prediction is of no known sample", "predictions are of no known sample");
    private final NamedSamples twice =
            new NamedSamples("prediction repeats a sample", "predictions repeat a sample");
    private final NamedSamples otherQuestion =
            new NamedSamples(
                    "prediction has another question than its sample",
                    "predictions have other questions than their samples");
    private final NamedSamples otherBenchmark =
            new NamedSamples(
                    "prediction is of another benchmark", "predictions are of another benchmark");

    private final NamedSamples references = differing("references");
    private final NamedSamples candidates = differing("candidates");
    private final NamedSamples facts = differing("facts");

    Matcher(List<AskedSample> samples) {
        this.samples = samples;
        this.index = new SampleIndex(samples);
        this.answers = new int[samples.size()];
        Arrays.fill(answers, UNANSWERED);
    }

    private static NamedSamples differing(String field) {
        return new NamedSamples(
                "prediction was made with other " + field,
                "predictions were made with other " + field);
    }

    /** Takes the prediction at a place. */
    void add(int at, Prediction prediction) {
        SampleKey key = prediction.key();
        int sample = index.find(key).orElse(UNANSWERED);
        if (sample == UNANSWERED) {
            unknown.add(key.shown());
        } else if (answers[sample] != UNANSWERED) {
            twice.add(key.shown());
        } else if (!index.asksTheSame(key, sample)) {
            otherQuestion.add(key.shown());
        } else {
            answers[sample] = at;
            prediction.stored().ifPresent(own -> compare(own, samples.get(sample).record()));
        }
    }

    /** A line need not say more than id and answer. */
    private void compare(SampleRecord own, SampleRecord asked) {
        if (!own.benchmark().isEmpty() && !own.benchmark().equals(asked.benchmark())) {
            otherBenchmark.add(own.id());
        }
        if (!own.references().isEmpty() && !own.references().equals(asked.references())) {
            references.add(own.id());
        }
        if (!own.candidates().isEmpty() && !own.candidates().equals(asked.candidates())) {
            candidates.add(own.id());
        }
        if (!own.facts().isEmpty() && !own.facts().equals(asked.facts())) {
            facts.add(own.id());
        }
    }

    /** What makes the predictions unusable, a line each. */
    List<String> faults() {
        return lines(unknown, twice, otherQuestion, otherBenchmark);
    }

    /** Where predictions say something else of their samples than the data set, a line each. */
    List<String> differences() {
        return lines(references, candidates, facts);
    }

    /** The samples without a prediction, in one line; empty where all have one. */
    Optional<String> missing() {
        NamedSamples missing =
                new NamedSamples("sample has no prediction", "samples have no prediction");
        for (int sample = 0; sample < answers.length; sample++) {
            if (answers[sample] == UNANSWERED) {
                missing.add(samples.get(sample).record().id());
            }
        }
        return missing.line();
    }

    /** The samples that have a prediction, with it, in the order of the data set. */
    List<SampleRecord> answered(List<Prediction> predictions) {
        return new AnsweredSamples(samples, predictions, answers);
    }

    private static List<String> lines(NamedSamples... samples) {
        return Stream.of(samples).map(NamedSamples::line).flatMap(Optional::stream).toList();
    }
}
