package instructblip.results.compare;

import instructblip.results.record.SampleRecord;
import instructblip.results.store.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the samples whose score changed between two runs, and reads those that are listed. */
final class FlippedSamples {

    private final StoredRun baseline;
    private final StoredRun candidate;
    private final PairedBenchmark paired;

    /**
     * A sample that changed.
     *
     * @param gain positive where the candidate did better
     */
    private record Change(int index, double gain) {}

    /** Takes a comparable pair, whose files have the same samples in the same order. */
    FlippedSamples(StoredRun baseline, StoredRun candidate, PairedBenchmark paired) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.paired = paired;
    }

    /**
     * Lists those that became worse and those that became better.
     *
     * @param most number of them; the others are counted as left out
     * @param characters that their texts may have together; a sample that would be more is left out
     */
    Flips list(int most, long characters) {
        List<Change> changes = paired.rankings().isPresent() ? newAnswers() : newScores();
        List<Change> listed = most == 0 || changes.isEmpty() ? List.of() : largest(changes, most);
        List<Flip> flips = read(listed, characters);
        return new Flips(flips, changes.size() - flips.size());
    }

    private List<Change> newScores() {
        List<Change> changes = new ArrayList<>();
        double[] gains = paired.scores().differences();
        for (int i = 0; i < gains.length; i++) {
            if (gains[i] != 0) {
                changes.add(new Change(i, gains[i]));
            }
        }
        return changes;
    }

    /** Where samples are ranked among each other, the least change of one counts for nothing. */
    private List<Change> newAnswers() {
        double[] gains = paired.scores().differences();
        boolean[] labels = paired.rankings().orElseThrow().labels();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < gains.length; i++) {
            places.put(paired.ids().get(i), i);
        }
        List<Change> changes = new ArrayList<>();
        forBoth(
                places::containsKey,
                (before, after) -> {
                    int place = places.get(before.id());
                    if (!before.prediction().equals(after.prediction())) {
                        changes.add(
                                new Change(place, labels[place] ? gains[place] : -gains[place]));
                    }
                });
        return changes;
    }

    /** Half of them worse and half better, or more of one where there are fewer of the other. */
    private static List<Change> largest(List<Change> changes, int most) {
        Comparator<Change> bySize =
                Comparator.comparingDouble((Change change) -> -Math.abs(change.gain()))
                        .thenComparingInt(Change::index);
        List<Change> worse = changes.stream().filter(c -> c.gain() <= 0).sorted(bySize).toList();
        List<Change> better = changes.stream().filter(c -> c.gain() > 0).sorted(bySize).toList();
        int half = (most + 1) / 2;
        int worseShown = Math.min(worse.size(), Math.max(half, most - better.size()));
        return Stream.concat(
                        worse.stream().limit(worseShown), better.stream().limit(most - worseShown))
                .toList();
    }

    private List<Flip> read(List<Change> listed, long characters) {
        Map<String, Optional<Flip>> flips = new LinkedHashMap<>();
        Map<String, Change> changes = new HashMap<>();
        for (Change change : listed) {
            String id = paired.ids().get(change.index());
            flips.put(id, Optional.empty());
            changes.put(id, change);
        }
        if (!flips.isEmpty()) {
            long[] room = {characters};
            forBoth(
                    flips::containsKey,
                    (before, after) -> {
                        long needed = characters(before) + characters(after);
                        if (needed <= room[0]) {
                            room[0] -= needed;
                            Flip flip = flip(before, after, changes.get(before.id()));
                            flips.put(before.id(), Optional.of(flip));
                        }
                    });
        }
        return flips.values().stream().flatMap(Optional::stream).toList();
    }

    private Flip flip(SampleRecord before, SampleRecord after, Change change) {
        return new Flip(
                before.id(),
                before.images(),
                before.prompt(),
                after.prompt(),
                before.references(),
                before.prediction().orElseThrow(),
                after.prediction().orElseThrow(),
                paired.scores().baseline()[change.index()],
                paired.scores().candidate()[change.index()],
                change.gain() > 0);
    }

    private static long characters(SampleRecord record) {
        long references = record.references().stream().mapToLong(String::length).sum();
        return record.prompt().length() + record.prediction().orElse("").length() + references;
    }

    /** Takes a sample's records of both runs. */
    @FunctionalInterface
    private interface BothRecords {
        void take(SampleRecord before, SampleRecord after);
    }

    private void forBoth(Predicate<String> wanted, BothRecords records) {
        String benchmark = paired.benchmark();
        Iterator<SampleRecord> before = baseline.records(benchmark).iterator();
        Iterator<SampleRecord> after = candidate.records(benchmark).iterator();
        while (before.hasNext() && after.hasNext()) {
            SampleRecord left = before.next();
            SampleRecord right = after.next();
            if (wanted.test(left.id())) {
                records.take(left, right);
            }
        }
    }
}
