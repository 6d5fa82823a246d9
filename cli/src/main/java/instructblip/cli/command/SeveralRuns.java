package instructblip.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.cli.run.RunOutcome;
import instructblip.cli.score.StoredMetrics;
import instructblip.core.model.CheckedModel;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.ComparisonFile;
import instructblip.results.compare.PublishedRow;
import instructblip.results.report.comparison.ComparisonText;
import instructblip.results.store.StoredRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Several models on the same samples, one after the other: each a whole run in a folder of its
 * name, and their comparison beside them.
 */
final class SeveralRuns {

    private static final int LISTED_FLIPS = 20;

    private final Path folder;
    private final List<CheckedModel> models;
    private final List<Path> places;
    private final Console console;
    private boolean whole;

    /**
     * @param folder that holds the runs' folders
     */
    SeveralRuns(Path folder, List<CheckedModel> models, Console console) {
        this.folder = folder;
        this.models = List.copyOf(models);
        this.places = places(folder, models);
        this.console = console;
    }

    /** Models of the same name, as nightly/checkpoint often has it, are counted. */
    private static List<Path> places(Path folder, List<CheckedModel> models) {
        Set<String> taken = new HashSet<>();
        List<Path> places = new ArrayList<>();
        for (CheckedModel model : models) {
            String name = model.description().name();
            String free = name;
            for (int i = 2; !taken.add(free); i++) {
                free = name + "-" + i;
            }
            places.add(folder.resolve(free));
        }
        return places;
    }

    Path folder() {
        return folder;
    }

    /**
     * @param resume whether runs that are there may be continued
     * @throws UsageException when the folder holds something else
     */
    void checkUsable(boolean resume) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.toList();
            boolean ours =
                    found.stream()
                            .allMatch(
                                    file ->
                                            places.contains(file)
                                                    || file.endsWith(SharedFeatures.FOLDER)
                                                    || file.endsWith(ComparisonFile.NAME));
            if (!ours) {
                throw new UsageException(
                        "%s holds something else than runs of these models; give an empty or new --output folder."
                                .formatted(Arguments.shown(folder.toString())));
            }
            if (!found.isEmpty() && !resume) {
                throw new UsageException(
                        "%s holds runs already; continue them with --resume, or give an empty or new --output folder."
                                .formatted(Arguments.shown(folder.toString())));
            }
        } catch (IOException e) {
            throw new UsageException(
                    "%s cannot be read (%s)."
                            .formatted(Arguments.shown(folder.toString()), e.getMessage()),
                    e);
        }
    }

    /**
     * Evaluates model after model; one that is cut short ends it all.
     *
     * @param evaluation from a model and its folder to what became of its run
     * @return the code of the first run that is not whole, else OK
     */
    ExitCode run(BiFunction<CheckedModel, Path, RunOutcome> evaluation) {
        ExitCode code = ExitCode.OK;
        for (int i = 0; i < models.size(); i++) {
            console.note(
                    "Model %d of %d: %s"
                            .formatted(i + 1, models.size(), places.get(i).getFileName()));
            RunOutcome outcome = evaluation.apply(models.get(i), places.get(i));
            outcome.remark()
                    .ifPresent(
                            remark ->
                                    console.complain(
                                            "%s incomplete: %s."
                                                    .formatted(
                                                            outcome.folder().getFileName(),
                                                            remark)));
            code = code == ExitCode.OK ? outcome.code() : code;
            if (outcome.isCutShort()) {
                return code;
            }
        }
        whole = true;
        return code;
    }

    /**
     * Compares the runs with the first and writes {@code comparison.json}.
     *
     * @return empty when not every model was evaluated
     */
    Optional<Comparison> comparison(List<PublishedRow> rows) {
        if (!whole) {
            return Optional.empty();
        }
        List<StoredRun> runs = places.stream().map(StoredRun::read).toList();
        Comparison comparison = Comparison.of(runs, rows, LISTED_FLIPS, StoredMetrics::ofProgram);
        ComparisonFile.write(folder, comparison);
        return Optional.of(comparison);
    }

    /** On standard output: a table, or where the runs are and their comparison. */
    void print(Comparison comparison, List<String> footnotes, boolean json) {
        if (json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.put("output", folder.toString());
            ArrayNode folders = document.putArray("runs");
            places.forEach(place -> folders.add(place.toString()));
            document.set("comparison", ComparisonFile.json(comparison));
            console.print(Json.line(document));
            return;
        }
        try {
            ComparisonText.table(comparison, false, console.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.print("");
        console.print(footnotes);
    }
}
