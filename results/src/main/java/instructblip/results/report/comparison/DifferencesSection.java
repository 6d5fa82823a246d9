package instructblip.results.report.comparison;

import instructblip.results.compare.Comparison;
import instructblip.results.compare.ManifestDifferences;
import instructblip.results.report.ResultText;
import instructblip.results.report.TextTable.Column;
import java.util.List;

/** A line per field of the manifests that is not the same. */
final class DifferencesSection {

    private static final String SHA_256 = "[0-9a-f]{64}";
    private static final int HASH_SHOWN = 12;

    private DifferencesSection() {}

    static Section of(Comparison comparison, ManifestDifferences differences) {
        String baseline = comparison.runs().get(0).label();
        List<List<String>> rows =
                differences.fields().stream()
                        .map(
                                field ->
                                        List.of(
                                                field.field(),
                                                shown(field.stored()),
                                                shown(field.now())))
                        .toList();
        return Section.table(
                "Fields of run.json that differ",
                List.of(
                        Column.left("field"),
                        Column.left(baseline),
                        Column.left(differences.run())),
                rows,
                rows.isEmpty() ? List.of("None but times.") : List.of());
    }

    private static String shown(String value) {
        if (value.matches(SHA_256)) {
            return value.substring(0, HASH_SHOWN) + "…";
        }
        return value.isEmpty() ? ResultText.NOTHING : value;
    }
}
