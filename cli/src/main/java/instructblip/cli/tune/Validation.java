package instructblip.cli.tune;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.prompt.Preset;
import instructblip.cli.run.DecodingOverrides;
import instructblip.cli.run.RunOptions;
import instructblip.cli.run.UnstoredRun;
import instructblip.core.request.VisionLanguageModel;
import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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

    /**
     * The metric of each set, over the samples that were answered; NaN where none was. In the order
     * of the file, a name that is there twice with its number.
     */
    Map<String, Double> values(VisionLanguageModel model) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            List<SampleRecord> records =
                    runs.get(i).answer(model, model.suggestedBatchSize(), () -> false).stream()
                            .filter(record -> !record.failed() && !record.references().isEmpty())
                            .toList();
            String name = sets.get(i).benchmark().name();
            values.put(
                    values.containsKey(name) ? name + "-" + (i + 1) : name,
                    records.isEmpty()
                            ? Double.NaN
                            : sets.get(i).benchmark().metric().evaluate(records).value());
        }
        return values;
    }
}
