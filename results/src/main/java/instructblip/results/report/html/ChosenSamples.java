package instructblip.results.report.html;

import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of a run that a page shows: failed ones first, then wrong ones from the lowest score
 * on, then the others. Within these three groups benchmarks take turns, so that none crowds out
 * another.
 *
 * @param samples in the order in which they are shown
 * @param tallies by benchmark
 */
record ChosenSamples(List<Chosen> samples, List<Tally> tallies) {

    private static final int RANKS = 3;

    /**
     * A sample.
     *
     * @param benchmark its place in the run
     * @param index of its record
     * @param order within its rank, the lower the sooner
     */
    record Chosen(int benchmark, int index, Standing standing, double order) {}

    /** How many samples of a benchmark there are and how many of them are shown. */
    record Tally(Map<Standing, Integer> all, Map<Standing, Integer> shown) {

        private Tally() {
            this(new EnumMap<>(Standing.class), new EnumMap<>(Standing.class));
        }

        int all(Standing standing) {
            return all.getOrDefault(standing, 0);
        }

        int shown(Standing standing) {
            return shown.getOrDefault(standing, 0);
        }
    }

    /**
     * Chooses among the samples of all benchmarks.
     *
     * @param most number of samples that are shown
     */
    static ChosenSamples of(List<ReportedBenchmark> benchmarks, int most) {
        List<Tally> tallies = new ArrayList<>();
        List<List<List<Chosen>>> ranked = new ArrayList<>();
        for (int i = 0; i < benchmarks.size(); i++) {
            Tally tally = new Tally();
            tallies.add(tally);
            ranked.add(ranked(benchmarks.get(i), i, tally, most));
        }
        List<Chosen> chosen = new ArrayList<>();
        for (int rank = 0; rank < RANKS; rank++) {
            chosen.addAll(inTurns(ranked, rank, most - chosen.size()));
        }
        for (Chosen sample : chosen) {
            tallies.get(sample.benchmark()).shown().merge(sample.standing(), 1, Integer::sum);
        }
        return new ChosenSamples(List.copyOf(chosen), List.copyOf(tallies));
    }

    /** A benchmark's samples by rank, each list in its order and no longer than is needed. */
    private static List<List<Chosen>> ranked(
            ReportedBenchmark benchmark, int number, Tally tally, int most) {
        List<List<Chosen>> ranked = new ArrayList<>();
        for (int rank = 0; rank < RANKS; rank++) {
            ranked.add(new ArrayList<>());
        }
        int index = 0;
        for (SampleRecord record : benchmark.records()) {
            Standing standing = benchmark.standing(record);
            tally.all().merge(standing, 1, Integer::sum);
            boolean byScore = standing == Standing.PARTLY || standing == Standing.OPEN;
            double order = byScore ? benchmark.perSample().get(record.id()) : 0;
            ranked.get(standing.rank()).add(new Chosen(number, index++, standing, order));
        }
        Comparator<Chosen> lowest =
                Comparator.comparingDouble(Chosen::order).thenComparingInt(Chosen::index);
        ranked.replaceAll(samples -> samples.stream().sorted(lowest).limit(most).toList());
        return ranked;
    }

    private static List<Chosen> inTurns(List<List<List<Chosen>>> ranked, int rank, int room) {
        List<Chosen> chosen = new ArrayList<>();
        boolean more = true;
        for (int turn = 0; more && chosen.size() < room; turn++) {
            more = false;
            for (List<List<Chosen>> benchmark : ranked) {
                List<Chosen> samples = benchmark.get(rank);
                if (turn < samples.size() && chosen.size() < room) {
                    chosen.add(samples.get(turn));
                    more = true;
                }
            }
        }
        chosen.sort(
                Comparator.comparingInt(Chosen::benchmark)
                        .thenComparingDouble(Chosen::order)
                        .thenComparingInt(Chosen::index));
        return chosen;
    }

    boolean isAll() {
        return tallies.stream().allMatch(tally -> tally.all().equals(tally.shown()));
    }
}
