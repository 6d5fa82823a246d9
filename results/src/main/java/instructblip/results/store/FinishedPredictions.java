package instructblip.results.store;

import instructblip.results.record.Printable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The predictions file of a benchmark that was answered as a whole: whoever reads it learns by line
 * what was cut off, moved, doubled or added since.
 *
 * @param file that it is
 * @param benchmark of whose records it is
 * @param samples of the benchmark, one line each
 * @param seal that was taken when the run finished it; empty in runs of versions that took none
 */
record FinishedPredictions(
        Path file, String benchmark, int samples, Optional<PredictionsSeal> seal) {

    /**
     * Checks the file without looking into a line more than needed.
     *
     * @throws StoreException naming the line that is not as it was written
     */
    void check() {
        if (seal.isEmpty() || !seal.get().sha256().equals(Sha256.of(file))) {
            lines();
        }
    }

    /**
     * All lines.
     *
     * @throws StoreException naming the line that is no record, repeats one or is not as it was
     *     written, or when there are not as many lines as the benchmark has samples
     */
    List<StoredLine> lines() {
        List<StoredLine> lines = StoredLine.all(file, benchmark);
        checkEach(lines);
        seal.ifPresent(this::checkSeal);
        if (lines.size() != samples) {
            throw new StoreException(
                    "%s has %d records; expected %d. Continue the run with --resume."
                            .formatted(StoreJson.shown(file), lines.size(), samples));
        }
        return lines;
    }

    private static void checkEach(List<StoredLine> lines) {
        Map<String, StoredLine> byId = new HashMap<>();
        for (StoredLine line : lines) {
            line.fault()
                    .ifPresent(
                            fault -> {
                                throw fault;
                            });
            StoredLine earlier = byId.putIfAbsent(line.id(), line);
            if (earlier != null) {
                throw new StoreException(
                        "%s repeats sample %s of line %d; expected one line per sample."
                                .formatted(
                                        line.place(),
                                        Printable.quote(line.id()),
                                        earlier.place().line()));
            }
        }
    }

    private void checkSeal(PredictionsSeal written) {
        if (!Sha256.of(file).equals(written.sha256())) {
            PredictionsSeal found = PredictionsSeal.of(file);
            throw new StoreException(
                    "%s%s: the file was changed after it was written.\nRestore it, or run again in another folder."
                            .formatted(StoreJson.shown(file), change(written, found)));
        }
    }

    private static String change(PredictionsSeal written, PredictionsSeal found) {
        OptionalLong place = written.firstDifference(found);
        if (place.isEmpty()) {
            return " is not what the run wrote";
        }
        long line = place.getAsLong();
        if (line > found.lines()) {
            return " ends after line %d of %d".formatted(found.lines(), written.lines());
        }
        return line > written.lines()
                ? " line %d is not of the run, which wrote %d".formatted(line, written.lines())
                : " line %d is not what the run wrote there".formatted(line);
    }
}
