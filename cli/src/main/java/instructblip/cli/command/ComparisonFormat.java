package instructblip.cli.command;

import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.ComparisonFile;
import instructblip.results.report.comparison.ComparisonText;
import instructblip.results.report.html.ComparisonPage;
import instructblip.results.report.html.Pictures;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats in which a comparison is written. */
enum ComparisonFormat {
    TABLE(text(ComparisonText::table)),
    MARKDOWN(text(ComparisonText::markdown)),
    CSV(text(ComparisonText::csv)),
    LATEX(text(ComparisonText::latex)),
    JSON(
            (comparison, explained, pictures, out) ->
                    out.append(Json.line(ComparisonFile.json(comparison))).append('\n')),
    HTML(
            (comparison, explained, pictures, out) ->
                    out.append(ComparisonPage.html(comparison, pictures)));

    /** Writes a comparison, explained or not, with pictures where the format can have any. */
    @FunctionalInterface
    private interface Writer {
        void write(Comparison comparison, boolean explained, Pictures pictures, Appendable out)
                throws IOException;
    }

    /** Writes a comparison, explained or not. */
    @FunctionalInterface
    private interface TextWriter {
        void write(Comparison comparison, boolean explained, Appendable out) throws IOException;
    }

    private static Writer text(TextWriter writer) {
        return (comparison, explained, pictures, out) -> writer.write(comparison, explained, out);
    }

    private final Writer writer;

    ComparisonFormat(Writer writer) {
        this.writer = writer;
    }

    /** The format of a name. */
    static ComparisonFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "--format is %s; expected %s"
                                                .formatted(Arguments.shown(name), labels())));
    }

    private static String labels() {
        return Arrays.stream(values())
                .map(ComparisonFormat::label)
                .collect(Collectors.joining(", "));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    void write(Comparison comparison, boolean explained, Pictures pictures, Appendable out)
            throws IOException {
        writer.write(comparison, explained, pictures, out);
    }
}
