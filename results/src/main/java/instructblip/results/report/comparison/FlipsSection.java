package instructblip.results.report.comparison;

import instructblip.results.compare.Comparison;
import instructblip.results.compare.Flip;
import instructblip.results.compare.Flips;
import instructblip.results.report.ResultText;
import instructblip.results.report.TextTable.Column;
import java.util.List;
import java.util.stream.Collectors;

/** The samples of a benchmark that a run answered better or worse than the baseline. */
final class FlipsSection {

    private FlipsSection() {}

    static Section of(Comparison comparison, String benchmark, String run, Flips flips) {
        return Section.list(
                "Flipped samples of %s in %s: %d".formatted(benchmark, run, flips.total()),
                List.of(
                        Column.left("sample"),
                        Column.left("change"),
                        Column.left("image"),
                        Column.left("prompt"),
                        Column.left("right answers"),
                        Column.left(comparison.runs().get(0).label()),
                        Column.left(run)),
                flips.shown().stream().map(FlipsSection::row).toList(),
                flips.leftOut() == 0
                        ? List.of()
                        : List.of(flips.leftOut() + " more are not listed (--flips N)."));
    }

    private static List<String> row(Flip flip) {
        return List.of(
                flip.id(),
                "%s: %s to %s"
                        .formatted(
                                flip.better() ? "better" : "worse",
                                ResultText.rounded(flip.baselineScore()),
                                ResultText.rounded(flip.candidateScore())),
                String.join(", ", flip.images()),
                flip.prompts(),
                references(flip.references()),
                flip.baselineAnswer(),
                flip.candidateAnswer());
    }

    /** Ten annotators often say the same. */
    private static String references(List<String> references) {
        return references.stream().distinct().collect(Collectors.joining(" | "));
    }
}
