package instructblip.results.predictions;

import instructblip.results.record.RecordException;
import instructblip.results.record.SampleRecord;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Predictions beside the samples that they answer. What the data set says of a sample holds, not
 * what the predictions say of it.
 *
 * @param records in the order of the data set, made as they are asked for
 * @param missing ids of samples without a prediction, in the order of the data set
 * @param differences a line each: where predictions say something else of their samples than the
 *     data set
 */
public record MatchedPredictions(
        List<SampleRecord> records, List<String> missing, List<String> differences) {

    private static final int UNANSWERED = -1;

    /**
     * Matches by id, or by row where the predictions have no ids.
     *
     * @param file that the predictions come from, for messages
     * @throws RecordException when predictions are of unknown samples, answer one twice, or answer
     *     another question than their row has
     */
    public static MatchedPredictions of(
            String file, List<AskedSample> samples, List<Prediction> predictions) {
        SampleIndex index = new SampleIndex(samples);
        int[] answers = new int[samples.size()];
        Arrays.fill(answers, UNANSWERED);
        IdFaults unknown = new IdFaults("is of no known sample", "are of no known sample");
        IdFaults twice = new IdFaults("repeats a sample", "repeat a sample");
        IdFaults otherQuestion =
                new IdFaults(
                        "asks something else than the data set",
                        "ask something else than the data set");
        Disagreement disagreement = new Disagreement();
        for (int at = 0; at < predictions.size(); at++) {
            Prediction prediction = predictions.get(at);
            int sample = index.find(prediction.key()).orElse(UNANSWERED);
            if (sample == UNANSWERED) {
                unknown.add(prediction.key().shown());
            } else if (answers[sample] != UNANSWERED) {
                twice.add(prediction.key().shown());
            } else if (!index.asksTheSame(prediction.key(), sample)) {
                otherQuestion.add(prediction.key().shown());
            } else {
                answers[sample] = at;
                prediction
                        .stored()
                        .ifPresent(
                                stored ->
                                        disagreement.compare(stored, samples.get(sample).record()));
            }
        }
        check(file, List.of(unknown, twice, otherQuestion));
        return new MatchedPredictions(
                new Answered(samples, predictions, answers),
                IntStream.range(0, answers.length)
                        .filter(at -> answers[at] == UNANSWERED)
                        .mapToObj(at -> samples.get(at).record().id())
                        .toList(),
                disagreement.lines());
    }

    /** The predictions' own places are not named: ids and rows lead to them. */
    static void check(String file, List<IdFaults> faults) {
        String lines =
                faults.stream()
                        .map(IdFaults::line)
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("\n"));
        if (!lines.isEmpty()) {
            throw new RecordException(file + ": " + lines);
        }
    }

    /** Counts by field how often predictions and data set differ. */
    private static final class Disagreement {
        private final IdFaults references = of("references");
        private final IdFaults candidates = of("candidates");
        private final IdFaults facts = of("facts");

        private static IdFaults of(String field) {
            return new IdFaults("was made with other " + field, "were made with other " + field);
        }

        void compare(SampleRecord stored, SampleRecord asked) {
            compare(
                    references,
                    stored.references(),
                    asked.references(),
                    stored.references().isEmpty(),
                    asked.id());
            compare(
                    candidates,
                    stored.candidates(),
                    asked.candidates(),
                    stored.candidates().isEmpty(),
                    asked.id());
            compare(facts, stored.facts(), asked.facts(), stored.facts().isEmpty(), asked.id());
        }

        private static void compare(
                IdFaults field, Object stored, Object asked, boolean unsaid, String id) {
            if (!unsaid && !Objects.equals(stored, asked)) {
                field.add(id);
            }
        }

        List<String> lines() {
            return Stream.of(references, candidates, facts)
                    .map(IdFaults::line)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** The answered samples, without a copy: there may be more than fit in memory. */
    private static final class Answered extends AbstractList<SampleRecord> implements RandomAccess {
        private final List<AskedSample> samples;
        private final List<Prediction> predictions;
        private final int[] answers;
        private final int[] answered;

        Answered(List<AskedSample> samples, List<Prediction> predictions, int[] answers) {
            this.samples = samples;
            this.predictions = predictions;
            this.answers = answers;
            this.answered =
                    IntStream.range(0, answers.length)
                            .filter(at -> answers[at] != UNANSWERED)
                            .toArray();
        }

        @Override
        public SampleRecord get(int index) {
            int sample = answered[index];
            return predictions.get(answers[sample]).answer().to(samples.get(sample).record());
        }

        @Override
        public int size() {
            return answered.length;
        }
    }
}
