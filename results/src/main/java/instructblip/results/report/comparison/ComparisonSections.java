package instructblip.results.report.comparison;

import instructblip.results.compare.ComparedBenchmark;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.Flips;
import instructblip.results.compare.ManifestDifferences;
import java.util.ArrayList;
import java.util.List;

/** What people read of a comparison, in the order in which they do. */
public final class ComparisonSections {

    private ComparisonSections() {}

    /**
     * The parts.
     *
     * @param explained whether flipped samples and fields of the manifests are among them
     */
    static List<Section> of(Comparison comparison, boolean explained) {
        List<Section> sections = new ArrayList<>();
        sections.addAll(results(comparison));
        sections.addAll(runs(comparison, explained));
        if (explained) {
            comparison.benchmarks().forEach(benchmark -> addFlips(comparison, benchmark, sections));
        }
        return sections;
    }

    /** Values, their differences and published values. */
    public static List<Section> results(Comparison comparison) {
        List<Section> sections = new ArrayList<>();
        sections.add(ResultsSection.of(comparison));
        if (!comparison.published().isEmpty()) {
            sections.add(PublishedSection.of(comparison));
        }
        return sections;
    }

    /**
     * The runs.
     *
     * @param explained whether the fields in which they differ are among it
     */
    public static List<Section> runs(Comparison comparison, boolean explained) {
        List<Section> sections = new ArrayList<>();
        sections.add(RunsSection.of(comparison, explained));
        if (explained) {
            for (ManifestDifferences differences : comparison.differences()) {
                sections.add(DifferencesSection.of(comparison, differences));
            }
        }
        return sections;
    }

    private static void addFlips(
            Comparison comparison, ComparedBenchmark benchmark, List<Section> sections) {
        for (int i = 0; i < benchmark.pairs().size(); i++) {
            Flips flips = benchmark.pairs().get(i).flips();
            if (flips.total() > 0) {
                String run = comparison.runs().get(i + 1).label();
                sections.add(FlipsSection.of(comparison, benchmark.name(), run, flips));
            }
        }
    }
}
