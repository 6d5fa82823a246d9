package instructblip.results.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.compare.Comparison;
import instructblip.results.compare.HostileComparison;
import instructblip.results.record.Printable;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever a text of the data is, each format shows it as that text. */
class ComparisonTextTest {

    /** Writes a comparison in one of the formats. */
    @FunctionalInterface
    private interface Format {
        void write(Comparison comparison, boolean explained, Appendable out) throws IOException;
    }

    static final List<String> TEXTS = HostileComparison.TEXTS;

    private static final String LONG = "é".repeat(1 << 20);

    private static String written(Format format, String text) throws IOException {
        StringBuilder out = new StringBuilder();
        format.write(HostileComparison.of(text), true, out);
        return out.toString();
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void tableHasNoControlCharacters(String text) throws IOException {
        String table = written(ComparisonText::table, text);
        assertEquals(table.replace("\n", ""), Printable.escape(table.replace("\n", "")));
        List<String> prompts = table.lines().filter(line -> line.startsWith("  prompt")).toList();
        assertEquals(1, prompts.size());
        // Aligned with the longest heading, which a run's label may be.
        assertTrue(prompts.get(0).endsWith(Printable.escape(text).stripTrailing()));
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void csvReadsBackAsTheSameCells(String text) throws IOException {
        List<CSVRecord> records = records(written(ComparisonText::csv, text));
        List<String> kinds = records.stream().map(record -> record.get("record")).toList();
        assertEquals(List.of("result", "result", "published", "published", "field", "flip"), kinds);
        String cell = records.get(5).get("text");
        boolean formula = !text.isBlank() && "=+-@".indexOf(text.strip().charAt(0)) >= 0;
        assertEquals((formula ? "'" : "") + Printable.escape(text), cell);
        for (String column : List.of("benchmark", "run", "reference", "item", "prompt", "images")) {
            assertEquals(cell, records.get(5).get(column), column);
        }
        assertEquals("-0.75", records.get(1).get("difference"));
        assertEquals("-1.5", records.get(1).get("difference_ci95_low"));
        assertEquals("1.0E-5", records.get(1).get("p"));
        assertEquals("", records.get(0).get("difference"));
        assertEquals("-13.0", records.get(2).get("difference"));
        assertEquals("", records.get(3).get("difference"));
        assertEquals(cell, records.get(3).get("note"));
        for (CSVRecord record : records) {
            assertEquals(31, record.size());
            for (String value : record) {
                boolean begins = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
                assertFalse(begins && !value.matches("-[0-9.]+(E-?[0-9]+)?"), value);
            }
        }
    }

    private static List<CSVRecord> records(String csv) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        return format.parse(new StringReader(csv)).getRecords();
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void markdownTablesKeepTheirCells(String text) throws IOException {
        List<List<String>> tables = new ArrayList<>();
        for (String line : written(ComparisonText::markdown, text).lines().toList()) {
            if (line.startsWith("|")) {
                List<String> cells =
                        Arrays.stream(line.substring(1).split("\\|", -1))
                                .map(String::strip)
                                .toList();
                tables.add(cells.subList(0, cells.size() - 1));
            }
        }
        // Heading, rule and rows: results, published, runs, differing fields, flips.
        assertEquals(
                List.of(13, 13, 13, 13, 7, 7, 7, 8, 8, 8, 8, 3, 3, 3, 7, 7, 7),
                tables.stream().map(List::size).toList());
        List<String> flip = tables.get(16);
        String expected = Printable.escape(text).strip();
        for (int i : List.of(0, 2, 3, 4, 5, 6)) {
            assertEquals(expected, unescaped(flip.get(i)));
        }
        assertEquals("-0.75", tables.get(3).get(7));
        for (List<String> row : tables) {
            row.forEach(ComparisonTextTest::assertNoMarkup);
        }
    }

    /** Outside of escapes, entities and the empty comment nothing means anything in Markdown. */
    private static void assertNoMarkup(String cell) {
        String plain =
                cell.replace("@<!-- -->", "")
                        .replaceAll("&(amp|lt|gt|#[0-9]+);", "")
                        .replaceAll("\\\\[\\\\`*_{}\\[\\]#~!]", "");
        assertFalse(plain.matches("(?s).*([\\\\`*_\\[\\]<>&|$@~]|://|www\\.).*"), cell);
    }

    private static String unescaped(String cell) {
        Matcher escape = Pattern.compile("\\\\(.)|&(\\w+|#[0-9]+);|<!-- -->").matcher(cell);
        return escape.replaceAll(found -> Matcher.quoteReplacement(meaning(found.group())));
    }

    private static String meaning(String escape) {
        return switch (escape) {
            case "&amp;" -> "&";
            case "&lt;" -> "<";
            case "&gt;" -> ">";
            case "<!-- -->" -> "";
            default ->
                    escape.startsWith("&#")
                            ? Character.toString(
                                    Integer.parseInt(escape.substring(2, escape.length() - 1)))
                            : escape.substring(1);
        };
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void latexHasNoCommandOfTheData(String text) throws IOException {
        String latex = written(ComparisonText::latex, text);
        String item =
                latex.lines().filter(line -> line.startsWith("\\emph{prompt}: ")).findFirst().get();
        String value =
                item.substring("\\emph{prompt}: ".length()).replaceFirst("\\\\newline\\{}$", "");
        assertEquals(Printable.escape(text), printed(value));
        for (String line : latex.lines().toList()) {
            String plain = line.replaceAll(OUR_LATEX, "").replaceAll(ESCAPED_LATEX, "");
            assertFalse(plain.matches(".*[\\\\{}$#_^~%\"`\\[*].*"), line);
        }
        long rows = latex.lines().filter(line -> line.endsWith(" \\\\")).count();
        assertEquals(4 + 2 + 1 + 2 + 1, rows);
        for (String line : latex.lines().filter(l -> l.endsWith(" \\\\")).toList()) {
            int cells = line.replace("\\&", "").split("&", -1).length;
            assertTrue(List.of(13, 7, 8, 3).contains(cells), line);
        }
    }

    private static final String OUR_LATEX =
            "\\\\(begin|end)\\{(tabular|description)}(\\{[lr]+})?|\\\\hline|\\\\noindent"
                    + "|\\\\newline\\{}|\\\\\\\\$|^\\\\paragraph\\{|^\\\\emph\\{|^\\\\item\\[\\{|}]$"
                    + "|\\$-\\$";

    private static final String ESCAPED_LATEX =
            "\\\\text(backslash|asciitilde|asciicircum|less|greater|bar|asciigrave)\\{}"
                    + "|\\\\char34\\{}|\\\\[{}$&#_%]|\\{[\\[\\]*]}|\\{}|}:|}$";

    /** What LaTeX prints for the escapes. */
    private static String printed(String latex) {
        return latex.replace("\\textbackslash{}", "\u0001")
                .replace("\\textasciitilde{}", "~")
                .replace("\\textasciicircum{}", "^")
                .replace("\\textless{}", "<")
                .replace("\\textgreater{}", ">")
                .replace("\\textbar{}", "|")
                .replace("\\textasciigrave{}", "`")
                .replace("\\char34{}", "\"")
                .replaceAll("\\{([\\[\\]*])}", "$1")
                .replaceAll("(?<!\\\\)\\{}", "")
                .replaceAll("\\\\([{}$&#_%])", "$1")
                .replace('\u0001', '\\');
    }

    @Test
    void longTextsAreCutAndItIsSaid() throws IOException {
        for (Format format :
                List.<Format>of(
                        ComparisonText::table, ComparisonText::markdown, ComparisonText::latex)) {
            String shown = written(format, LONG);
            assertTrue(shown.contains("… (1,048,276 more characters)"), shown.substring(0, 500));
            assertTrue(shown.length() < 20_000, shown.length() + " characters");
        }
        CSVRecord flip = records(written(ComparisonText::csv, LONG)).get(5);
        assertTrue(flip.get("prompt").endsWith("é… (1,016,576 more characters)"));
    }

    @Test
    void withoutExplanationThereAreFiguresOnly() throws IOException {
        StringBuilder csv = new StringBuilder();
        ComparisonText.csv(HostileComparison.of("x"), false, csv);
        assertEquals(
                "record,benchmark,split,metric,run,value,ci95_low,ci95_high,n,scored,failed,limited,"
                        + "reference,reference_value,difference,difference_ci95_low,"
                        + "difference_ci95_high,p,test,worse,better,note,setting,sources",
                csv.toString().lines().findFirst().get());
        assertEquals(4, records(csv.toString()).size());
        StringBuilder table = new StringBuilder();
        ComparisonText.table(HostileComparison.of("x"), false, table);
        assertFalse(table.toString().contains("Flipped"));
        assertTrue(
                table.toString()
                        .contains(
                                "x: fields of run.json that differ from the baseline's: 1"
                                        + " (--explain lists them)."));
    }

    @Test
    void printsTheWholeTable() throws IOException {
        StringBuilder table = new StringBuilder();
        ComparisonText.table(HostileComparison.of("x"), true, table);
        assertEquals(
                """
                benchmark  split  metric  run  value  95 % interval        n  difference   95 % interval        p  worse  better  note
                ─────────  ─────  ──────  ───  ─────  ─────────────  ───────  ──────────  ──────────────  ───────  ─────  ──────  ────────────────────────────────────────────────────────────────────────────
                x          x      x       x    -0.50     -1.25–0.25  9 of 10    baseline                                          LIMITED: a part of the split, 1 FAILED
                                          x    -0.50     -1.25–0.25  9 of 10       -0.75  -1.50 to +0.50  <0.0001      3       1  LIMITED: a part of the split, 1 FAILED; difference over 9 that both answered

                Differences are to x, over the same samples; p is two-sided: exact McNemar.

                Published values
                benchmark  published row  setting  value  x vs published  x vs published  note
                ─────────  ─────────────  ───────  ─────  ──────────────  ──────────────  ────
                x          x              x, x     12.5?          -13.00               –  x: x

                ? known from a single transcription of the paper
                x x: x

                Runs
                run  folder  model  preset  device  dtype  made by         note
                ───  ──────  ─────  ──────  ──────  ─────  ──────────────  ────────────────────────
                x    x       x      x       x       x      x (x, changed)  NOT FINISHED: incomplete
                x    x       x      x       x       x      x (x, changed)  NOT FINISHED: incomplete

                Fields of run.json that differ
                field  x  x
                ─────  ─  ─
                x      x  x

                Flipped samples of x in x: 4
                x
                  change         worse: 100.00 to 0.00
                  image          x
                  prompt         x
                  right answers  x
                  x              x
                  x              x

                3 more are not listed (--flips N).
                """,
                table.toString());
    }
}
