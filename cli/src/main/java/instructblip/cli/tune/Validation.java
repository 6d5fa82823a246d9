package instructblip.cli.tune;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.prompt.Preset;
import instructblip.cli.run.DecodingOverrides;
import instructblip.cli.run.RunOptions;
import instructblip.cli.run.UnstoredRun;
import instructblip.core.request.VisionLanguageModel;
import instructblip.results.record.Printable;
import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Asks a model that learns what it knows, as {@code run} would. */
final class Validation {

    private final List<ValidationSet> sets;
    private final List<UnstoredRun> runs;

    private Validation(List<ValidationSet> sets, List<UnstoredRun> runs) {
        this.sets = sets;
        this.runs = runs;
    }

    /**
     * Reads the sets and tries their templates.
     *
     * @throws DatasetException when a file or record is broken
     */
    static Validation plan(List<ValidationSet> sets) throws DatasetException {
        List<UnstoredRun> runs = new ArrayList<>();
        for (ValidationSet set : sets) {
            runs.add(
                    UnstoredRun.plan(
                            new RunOptions(
                                    List.of(set.benchmark()),
                                    Optional.of(set.folder()),
                                    Optional.of(set.split()),
                                    set.limit(),
                                    Preset.PAPER,
                                    set.prompt(),
                                    DecodingOverrides.none(),
                                    OptionalInt.empty(),
                                    0,
                                    Optional.empty())));
        }
        return new Validation(sets, runs);
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** SHA-256 of the files of each set. */
    Map<String, String> fingerprints() {
        Map<String, String> sha256 = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            String name = "validation %d %s".formatted(i + 1, sets.get(i).benchmark().name());
            runs.get(i)
                    .fingerprints()
                    .forEach((kind, value) -> sha256.put(name + "." + kind, value));
        }
        return sha256;
    }

    /**
     * The metric of each set, over the samples that were answered; NaN where none was. In the order
     * of the file, a name that is there twice with its number.
     *
     * @param notes takes a line on samples that failed
     */
    Map<String, Double> values(VisionLanguageModel model, Consumer<String> notes) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            List<SampleRecord> records =
                    runs.get(i).answer(model, model.suggestedBatchSize(), () -> false);
            List<SampleRecord> failed = records.stream().filter(SampleRecord::failed).toList();
            if (!failed.isEmpty()) {
                notes.accept(
                        "%s: %d of %d samples failed, the first is %s (%s)"
                                .formatted(
                                        sets.get(i).benchmark().name(),
                                        failed.size(),
                                        records.size(),
                                        Printable.quote(failed.get(0).id()),
                                        failed.get(0).error().orElse("")));
            }
            List<SampleRecord> answered =
                    records.stream()
                            .filter(record -> !record.failed() && !record.references().isEmpty())
                            .toList();
            String name = sets.get(i).benchmark().name();
            values.put(
                    values.containsKey(name) ? name + "-" + (i + 1) : name,
                    answered.isEmpty()
                            ? Double.NaN
                            : sets.get(i).benchmark().metric().evaluate(answered).value());
        }
        return values;
    }

    /** Values as a file has them: null for one that is not known. */
    static Map<String, Double> stored(Map<String, Double> values) {
        Map<String, Double> stored = new LinkedHashMap<>();
        values.forEach((set, value) -> stored.put(set, value.isNaN() ? null : value));
        return stored;
    }

    static String shown(Map<String, Double> values) {
        return values.entrySet().stream()
                .map(
                        value ->
                                String.format(
                                        Locale.ROOT, "%s %.2f", value.getKey(), value.getValue()))
                .collect(Collectors.joining(", "));
    }
}
