package instructblip.cli.bench;

import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers of larger batches beside those of single samples.
 *
 * @param equal whether all texts are the same
 * @param differing samples whose text differs
 * @param largestScoreDifference of the losses of candidates; empty where texts are written
 */
public record BatchAgreement(
        boolean equal, List<Difference> differing, Optional<Double> largestScoreDifference) {

    /**
     * One sample that was answered in two ways.
     *
     * @param batch samples at once
     * @param id of the sample
     * @param found text in that batch
     * @param expected text of the sample alone
     */
    public record Difference(int batch, String id, String found, String expected) {}

    /**
     * What samples were answered with some batch size.
     *
     * @param batch samples at once
     * @param records in the order of the samples
     */
    record Answers(int batch, List<SampleRecord> records) {}

    /**
     * Compares.
     *
     * @param alone answers to the same samples one by one
     */
    static BatchAgreement of(List<SampleRecord> alone, List<Answers> batches) {
        List<Difference> differing = new ArrayList<>();
        double largest = 0;
        for (Answers answers : batches) {
            for (int i = 0; i < alone.size(); i++) {
                SampleRecord expected = alone.get(i);
                SampleRecord found = answers.records().get(i);
                if (!text(found).equals(text(expected))) {
                    differing.add(
                            new Difference(
                                    answers.batch(), expected.id(), text(found), text(expected)));
                }
                largest = Math.max(largest, scoreDifference(found, expected));
            }
        }
        boolean ranked = alone.stream().anyMatch(record -> !record.scores().isEmpty());
        return new BatchAgreement(
                differing.isEmpty(), differing, ranked ? Optional.of(largest) : Optional.empty());
    }

    /** The answer, or why there is none. */
    static String text(SampleRecord record) {
        return record.prediction().or(record::error).orElseThrow();
    }

    private static double scoreDifference(SampleRecord found, SampleRecord expected) {
        return expected.scores().entrySet().stream()
                .filter(score -> found.scores().containsKey(score.getKey()))
                .mapToDouble(
                        score -> Math.abs(score.getValue() - found.scores().get(score.getKey())))
                .max()
                .orElse(0);
    }
}
