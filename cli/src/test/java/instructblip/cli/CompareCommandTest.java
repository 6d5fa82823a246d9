package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompareCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String HOSTILE = "=<script>|\u001b[31m \u202E \\input{x} \u009b2J";

    @TempDir private Path folder;

    private Path before;
    private Path after;

    /** Of 40 answers the later run loses eight and wins one. */
    @BeforeEach
    void writeRuns() {
        before =
                new InventedRun()
                        .with("gqa", 40, 0, 10)
                        .with("vizwiz", 12, 0, 0)
                        .write(folder.resolve("before"));
        after =
                new InventedRun()
                        .with("gqa", 40, 1, 17)
                        .with("kitchen", 5, 0, 1)
                        .write(folder.resolve("after"));
    }

    private static Cli.Result compare(Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "compare";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Cli.run(all);
    }

    private static JsonNode json(Cli.Result result) throws IOException {
        assertEquals(0, result.code(), result.err());
        return JSON.readTree(result.out());
    }

    @Test
    void printsTheDifferenceOnTheSameSamples() {
        Cli.Result result = compare(before, after);
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        assertEquals(
                """
                benchmark  split  metric    run      value  95 % interval   n  difference    95 % interval       p  worse  better  note
                ─────────  ─────  ────────  ──────  ──────  ─────────────  ──  ──────────  ───────────────  ──────  ─────  ──────  ───────────────────────────────────────
                gqa        val    accuracy  before   75.00    60.00–87.50  40    baseline
                                            after    57.50    42.50–72.50  40      -17.50  -33.23 to -4.55  0.0391      8       1
                vizwiz     val    accuracy  before  100.00   73.54–100.00  12    baseline
                                            after        –              –   –           –                –       –      –       –  not in this run
                kitchen    val    accuracy  before       –              –   –    baseline                                          not in this run
                                            after    80.00   40.00–100.00   5           –                –       –      –       –  not compared: the baseline has no value

                Differences are to before, over the same samples; p is two-sided: exact McNemar.

                Runs
                run     folder  model  preset  device  dtype    made by
                ──────  ──────  ─────  ──────  ──────  ───────  ───────────────
                before  before  m      paper   cpu     float32  0.1.0 (unknown)
                after   after   m      paper   cpu     float32  0.1.0 (unknown)
                """,
                result.out());
    }

    /** The folders were written by hand, as format 1 has them. */
    @Test
    void readsStoredRuns() throws IOException {
        Path stored = Cli.fixture("stored");
        JsonNode json =
                json(
                        compare(
                                stored.resolve("before"),
                                stored.resolve("after"),
                                "--published",
                                "instructblip-vicuna-7b",
                                "--json"));
        JsonNode gqa = json.at("/benchmarks/0");
        assertEquals(0.0, gqa.at("/results/1/paired/difference").asDouble());
        assertEquals(1, gqa.at("/results/1/paired/worse").asInt());
        assertEquals(1, gqa.at("/results/1/paired/better").asInt());
        assertEquals(400.0 / 6 - 49.2, gqa.at("/published/0/runs/0/difference").asDouble(), 1e-9);
        assertEquals(
                List.of("model.fingerprints.language", "model.name"),
                json.at("/manifest_differences/0/fields").findValuesAsText("field"));
    }

    @Test
    void printsPublishedValuesThatFit() {
        Cli.Result result =
                compare(before, "--published", "flamingo-80b", "instructblip-flan-t5-xl");
        assertEquals(0, result.code(), result.err());
        assertEquals(
                """
                benchmark  split  metric    run   value  95 % interval   n
                ─────────  ─────  ────────  ───  ──────  ─────────────  ──
                gqa        val    accuracy  m     75.00    60.00–87.50  40
                vizwiz     val    accuracy  m    100.00   73.54–100.00  12

                Published values
                benchmark  published row           setting              value  m vs published  note
                ─────────  ──────────────────────  ──────────────────  ──────  ──────────────  ────────────────────────────────────────
                gqa        InstructBLIP FlanT5-XL  zero-shot, Table 1  (48.4)               –  published for test-dev balanced, not val
                vizwiz     Flamingo-80B            zero-shot, Table 1  (31.6)               –  published for test-dev, not val
                           InstructBLIP FlanT5-XL  zero-shot, Table 1  (32.7)               –  published for test-dev, not val

                (…) published for another part of the data or another metric, or it is not said which: not comparable
                Flamingo-80B: published values only: there are no public weights to run

                Runs
                run  folder  model  preset  device  dtype    made by
                ───  ──────  ─────  ──────  ──────  ───────  ───────────────
                m    before  m      paper   cpu     float32  0.1.0 (unknown)
                """,
                result.out());
    }

    @Test
    void rowsMayBeListedInAnyWay() throws IOException {
        List<String> rows = List.of("instructblip-vicuna-7b", "flamingo-3b");
        for (Cli.Result result :
                List.of(
                        compare(before, "--json", "--published", String.join(",", rows)),
                        compare("--published", rows.get(0), rows.get(1), before, "--json"),
                        compare(
                                "--published",
                                rows.get(0),
                                before,
                                "--json",
                                "--published",
                                rows.get(1)))) {
            JsonNode json = json(result);
            assertEquals(
                    rows,
                    json.findValues("row").stream().map(JsonNode::asText).distinct().toList());
            assertEquals(1, json.at("/runs").size());
        }
        // Of 22 rows, seven are of neither benchmark.
        JsonNode all = json(compare(before, "--published", "all", "--json"));
        assertEquals(15, all.at("/published").size());
    }

    @Test
    void saysWhenNoPublishedRowFits() {
        Path own = new InventedRun().with("kitchen", 3, 0, 1).write(folder.resolve("own"));
        Cli.Result result = compare(own, "--published", "all");
        assertEquals(0, result.code());
        assertEquals(
                "No published row that was asked for has a value for these benchmarks.\n",
                result.err());
        assertFalse(result.out().contains("Published"));
    }

    @Test
    void explainListsFlipsAndDifferingFields() {
        Path other =
                new InventedRun().data("bb").with("gqa", 40, 1, 17).write(folder.resolve("other"));
        assertFalse(compare(before, after).out().contains("Flipped"));
        List<String> lines = compare(before, after, "--explain", "--flips", "3").lines();
        int flips = lines.indexOf("Flipped samples of gqa in after: 9");
        assertEquals(
                """
                q10
                  change         worse: 100.00 to 0.00
                  image          images/10.jpg
                  prompt         Is it? q10
                  right answers  yes
                  before         yes
                  after          no
                q11
                  change         worse: 100.00 to 0.00
                  image          images/11.jpg
                  prompt         Is it? q11
                  right answers  yes
                  before         yes
                  after          no
                q0
                  change         better: 0.00 to 100.00
                  image          images/0.jpg
                  prompt         Is it? q0
                  right answers  yes
                  before         no
                  after          yes

                6 more are not listed (--flips N).
                """,
                String.join("\n", lines.subList(flips + 1, lines.size())) + "\n");
        List<String> fields = compare(before, other, "--explain").lines();
        int at = fields.indexOf("Fields of run.json that differ");
        assertEquals(
                List.of("benchmarks.gqa.fingerprints.annotations  aa      bb"),
                fields.subList(at + 3, fields.size()));
    }

    @Test
    void runsThatAnswerAnotherQuestionAreNotSubtracted() {
        Path other =
                new InventedRun()
                        .prompt("What? {id}")
                        .with("gqa", 40, 1, 17)
                        .write(folder.resolve("other"));
        Cli.Result result = compare(before, other);
        assertEquals(4, result.code());
        assertEquals(
                "Not comparable: no benchmark of a run could be compared with the baseline's.\n",
                result.err());
        assertTrue(result.out().contains("not compared: prompt, samples.prompt differ"));
        assertEquals(0, compare(before, other, after).code());
    }

    @Test
    void marksWhatIsLessThanTheWholeSplit() {
        Path limited =
                new InventedRun().limit(40).with("gqa", 40, 1, 17).write(folder.resolve("limited"));
        Path failed =
                new InventedRun()
                        .with("gqa", 40, i -> i < 2 ? Optional.empty() : Optional.of("yes"))
                        .write(folder.resolve("failed"));
        Path interrupted =
                new InventedRun().with("gqa", 40, 0, 1).writeInterrupted(folder.resolve("cut"));
        String table = compare(before, limited, failed, interrupted).out();
        assertTrue(table.contains("LIMITED: a part of the split"), table);
        assertTrue(table.contains("2 FAILED; difference over 38 that both answered"), table);
        assertTrue(table.contains("not finished in this run"), table);
        assertTrue(table.contains("NOT FINISHED: incomplete"), table);
        String published = compare(limited, "--published", "instructblip-vicuna-7b").out();
        assertTrue(published.contains("(49.2)"), published);
    }

    @Test
    void everyFormatIsWrittenToAFileToo() throws IOException {
        for (String format : List.of("table", "markdown", "csv", "latex", "json", "html")) {
            Path file = folder.resolve("comparison." + format);
            Cli.Result printed = compare(before, after, "--explain", "--format", format);
            assertEquals(0, printed.code(), printed.err());
            Cli.Result written =
                    compare(before, after, "--explain", "--format", format, "--output", file);
            assertEquals(0, written.code(), written.err());
            assertEquals("", written.out());
            assertEquals("Written to " + file + "\n", written.err());
            assertEquals(printed.out(), Files.readString(file));
        }
        assertEquals(
                Files.readString(folder.resolve("comparison.json")),
                compare(before, after, "--explain", "--json").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "markdown", "csv", "latex", "json"})
    void textsOfARunStayTexts(String format) {
        Path hostile =
                new InventedRun()
                        .with(
                                "gqa",
                                40,
                                i -> Optional.of(i == 20 ? HOSTILE + "x".repeat(1 << 20) : "yes"))
                        .write(folder.resolve("-<b>hostile|&"));
        Cli.Result result =
                compare(before, hostile, "--explain", "--flips", "40", "--format", format);
        assertEquals(0, result.code(), result.err());
        result.out()
                .chars()
                .forEach(c -> assertTrue(c == '\n' || c >= ' ' && (c < 0x7f || c > 0x9f)));
        assertFalse(result.out().contains("\u202E"));
        // JSON is not markup.
        assertEquals(
                format.equals("table") || format.equals("json") || format.equals("csv"),
                result.out().contains("<b>"));
        assertEquals(format.equals("json"), result.out().length() > 1 << 20);
    }

    @Test
    void jsonKeepsTextsWhole() throws IOException {
        Path hostile =
                new InventedRun()
                        .with("gqa", 40, i -> Optional.of(i == 11 ? HOSTILE : "yes"))
                        .write(folder.resolve("hostile"));
        JsonNode json = json(compare(hostile, before, "--explain", "--json"));
        assertEquals(
                HOSTILE,
                json.at("/benchmarks/0/results/1/paired/flips/shown")
                        .findValues("baseline")
                        .get(10)
                        .asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            BEFORE                                | there is nothing to compare "BEFORE" with; expected another RUN or --published ROW
            BEFORE AFTER --format xml             | --format is "xml"; expected table, markdown, csv, latex, json, html
            BEFORE AFTER --json --format csv      | --json and --format csv; expected one
            BEFORE AFTER --flips 0                | --flips is 0; expected 1 to 10000
            BEFORE --published flamingo           | --published: no row "flamingo"; expected all or names of `list published`
            BEFORE flamingo-3b                    | flamingo-3b is no run: it has no run.json; give the folder that run wrote with --output.
            --published all flamingo-3b           | there is nothing to compare rows with; expected another RUN or --published ROW
            BEFORE AFTER --output BEFORE/x/y      | BEFORE/x/y cannot be written (there is no such folder); give another --output.
            """)
    void namesWhatIsWrongInALine(String arguments, String message) {
        Cli.Result result = compare((Object[]) placed(arguments).split(" +"));
        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertEquals(placed(message) + "\n", result.err());
    }

    private String placed(String text) {
        return text.replace("BEFORE", before.toString()).replace("AFTER", after.toString());
    }

    @Test
    void namesTheLineThatIsBroken() throws IOException {
        Path file = after.resolve("gqa").resolve("predictions.jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 39));
        Cli.Result cut = compare(before, after);
        assertEquals(2, cut.code());
        assertTrue(cut.err().contains("ends after line 39 of 40"), cut.err());
        lines.set(6, lines.get(5));
        Files.write(file, lines);
        Cli.Result doubled = compare(before, after);
        assertEquals(2, doubled.code());
        assertTrue(
                doubled.err().contains(file + " line 7 repeats sample \"q5\" of line 6"),
                doubled.err());
    }

    @Test
    void helpSaysWhatItEndsWith() {
        Cli.Result help = compare("--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("else with 4"), help.out());
    }
}
