package instructblip.results.report.comparison;

import instructblip.results.compare.Comparison;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * A comparison as text. Whatever the data holds is shown as text: no format lets it become markup,
 * a formula, a command or a movement of the cursor. Long texts are cut, and it is said.
 *
 * <p>In all of them {@code explained} adds the flipped samples that the comparison lists and the
 * fields in which the manifests differ.
 */
public final class ComparisonText {

    private ComparisonText() {}

    /** Aligned columns for a terminal. */
    public static void table(Comparison comparison, boolean explained, Appendable out)
            throws IOException {
        write(comparison, explained, TextSections::lines, out);
    }

    /** Tables in GitHub's dialect of Markdown. */
    public static void markdown(Comparison comparison, boolean explained, Appendable out)
            throws IOException {
        write(comparison, explained, MarkdownSections::lines, out);
    }

    /** Tabulars and lists that need no package. */
    public static void latex(Comparison comparison, boolean explained, Appendable out)
            throws IOException {
        write(comparison, explained, LatexSections::lines, out);
    }

    /** A line per run and benchmark and per run and published value, with a header. */
    public static void csv(Comparison comparison, boolean explained, Appendable out)
            throws IOException {
        CsvRows.write(comparison, explained, out);
    }

    private static void write(
            Comparison comparison,
            boolean explained,
            Function<List<Section>, List<String>> format,
            Appendable out)
            throws IOException {
        for (String line : format.apply(ComparisonSections.of(comparison, explained))) {
            out.append(line).append('\n');
        }
    }
}
