package instructblip.results.store;

import instructblip.results.record.Place;
import instructblip.results.record.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what of an unfinished predictions file is whole.
 *
 * <p>Every write to such a file carries what is missing of one batch, in the order of the batch: at
 * first all of it, later, when a run is resumed, its failed samples again. So the batches that are
 * there as a whole can be told from the plan alone, and what follows the last of them is a write
 * that was cut off. A file that ended with failed samples begins with all records in data set
 * order.
 */
final class Recovery {

    private final BatchPlan plan;
    private final List<StoredLine> lines;
    private final Map<String, Integer> batchOf = new HashMap<>();
    private final Map<String, StoredLine> kept = new LinkedHashMap<>();

    private Recovery(BatchPlan plan, List<StoredLine> lines) {
        this.plan = plan;
        this.lines = lines;
        for (int batch = 0; batch < plan.batches().size(); batch++) {
            for (String id : plan.batches().get(batch)) {
                batchOf.put(id, batch);
            }
        }
    }

    /**
     * What is left of a file.
     *
     * @param kept the last line of every sample that has one, by id
     * @param lines number of lines that stay
     * @param end where the next write goes: behind these lines
     * @param dropped number of lines behind them
     */
    record Recovered(Map<String, StoredLine> kept, int lines, long end, int dropped) {}

    /**
     * Reads a file, which need not be there.
     *
     * @throws StoreException when it holds anything that this plan's writes do not explain
     */
    static Recovered of(Path file, BatchPlan plan) {
        List<StoredLine> lines =
                Files.exists(file) ? StoredLine.all(file, plan.benchmark()) : List.of();
        return new Recovery(plan, lines).recover();
    }

    /** What is still to be computed of a batch: samples without a line, and failed ones. */
    static List<String> missing(List<String> batch, Map<String, StoredLine> kept) {
        return batch.stream().filter(id -> !kept.containsKey(id) || kept.get(id).failed()).toList();
    }

    private Recovered recover() {
        int next = holds(0, plan.order()) ? keep(0, plan.order().size()) : 0;
        while (next < lines.size()) {
            List<String> write = writeBeginningAt(next);
            if (write.isEmpty() || !holds(next, write)) {
                checkCutOff(next);
                break;
            }
            next = keep(next, write.size());
        }
        StoredLine last = next == 0 ? null : lines.get(next - 1);
        long end = last == null ? 0 : last.offset() + last.length();
        return new Recovered(kept, next, end, lines.size() - next);
    }

    /** The ids that a write beginning with this line carries; none when no write begins so. */
    private List<String> writeBeginningAt(int line) {
        Integer batch = batchOf.get(lines.get(line).id());
        return batch == null || lines.get(line).broken()
                ? List.of()
                : missing(plan.batches().get(batch), kept);
    }

    private boolean holds(int from, List<String> ids) {
        if (from + ids.size() > lines.size()) {
            return false;
        }
        for (int i = 0; i < ids.size(); i++) {
            StoredLine line = lines.get(from + i);
            if (line.broken() || !line.id().equals(ids.get(i))) {
                return false;
            }
        }
        return true;
    }

    private int keep(int from, int count) {
        for (StoredLine line : lines.subList(from, from + count)) {
            kept.put(line.id(), line);
        }
        return from + count;
    }

    /** Lines from here on may only be pieces of one write, else the file was changed. */
    private void checkCutOff(int from) {
        if (lines.size() - from > longestBatch()) {
            throw changed(lines.get(from).place(), reason(lines.get(from)));
        }
        Set<Integer> batches = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (StoredLine line : lines.subList(from, lines.size())) {
            if (line.broken()) {
                continue;
            }
            if (!batchOf.containsKey(line.id())) {
                throw changed(
                        line.place(),
                        "is of sample "
                                + Printable.quote(line.id())
                                + ", which is not of this run");
            }
            StoredLine known = kept.get(line.id());
            if (!ids.add(line.id()) || (known != null && !known.failed())) {
                throw changed(line.place(), "repeats sample " + Printable.quote(line.id()));
            }
            batches.add(batchOf.get(line.id()));
            if (batches.size() > 1) {
                throw changed(lines.get(from).place(), reason(lines.get(from)));
            }
        }
    }

    private int longestBatch() {
        return plan.batches().stream().mapToInt(List::size).max().orElse(0);
    }

    private static String reason(StoredLine line) {
        return line.broken()
                ? "is no record, and more than its batch follows it"
                : "begins a batch that is not whole, and more than its batch follows it";
    }

    private static StoreException changed(Place place, String what) {
        return new StoreException(
                place
                        + " "
                        + what
                        + ": the file was changed after it was written.\n"
                        + "Restore it, or start again in another folder.");
    }
}
