package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCommandTest {

    private static final String NAME = "kitchen";

    @TempDir private Path folder;

    private Path run(String name, int n, int firstWrong, int wrong) {
        return new InventedRun().with(NAME, n, firstWrong, wrong).write(folder.resolve(name));
    }

    private static Cli.Result gate(Path baseline, Path candidate, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("gate", "--baseline", baseline));
        arguments.addAll(List.of("--candidate", candidate));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray());
    }

    private static JsonNode json(Cli.Result result) throws IOException {
        return Jsonl.document(result.out());
    }

    private static JsonNode first(Cli.Result result) throws IOException {
        return json(result).get("benchmarks").get(0);
    }

    private static String reasons(Cli.Result result) throws IOException {
        return first(result).get("reasons").toString();
    }

    @Test
    void equalRunsOfManySamplesPass() {
        Cli.Result result = gate(run("a", 800, 0, 80), run("b", 800, 0, 80));

        assertEquals(0, result.code(), result.err());
        assertEquals(
                """
                benchmark  metric    baseline  candidate  difference  at least  margin  worse  better    n       p  verdict
                ─────────  ────────  ────────  ─────────  ──────────  ────────  ──────  ─────  ──────  ───  ──────  ───────
                kitchen    accuracy     90.00      90.00        0.00     -0.37    0.00      0       0  800  1.0000  pass

                at least: lower 95 % bound of the difference; a pass needs it above −(margin + 2.00).
                p: one-sided, of no loss beyond the margin, after Holm; a regression is one of at most 0.05.

                pass
                """,
                result.out());
        assertEquals("", result.err());
    }

    @Test
    void equalRunsOfFewSamplesTellNothing() throws IOException {
        Cli.Result result = gate(run("a", 12, 0, 2), run("b", 12, 0, 2), "--json");

        assertEquals(5, result.code());
        assertEquals("inconclusive", json(result).get("verdict").textValue());
        assertEquals(5, json(result).get("exit_code").intValue());
        assertEquals(
                -100 * (1 - Math.pow(0.05, 1 / 12.0)),
                first(result).get("lower_bound").doubleValue(),
                1e-9);
        assertEquals(0, gate(folder.resolve("a"), folder.resolve("b"), "--resolution=23").code());
    }

    /** 40 samples of 2,000 became worse and 20 better. */
    @Test
    void aRegressionIsFoundByTheMidPValue() throws IOException {
        Path baseline = run("a", 2000, 0, 20);
        Path candidate = run("b", 2000, 20, 40);

        Cli.Result result = gate(baseline, candidate, "--json");

        assertEquals(1, result.code());
        JsonNode found = first(result);
        assertEquals("regression", found.get("verdict").textValue());
        assertEquals("mid-p McNemar", found.get("test").textValue());
        assertEquals(40, found.get("worse").intValue());
        assertEquals(20, found.get("better").intValue());
        assertEquals(-1, found.get("difference").doubleValue(), 1e-9);
        // scipy: binom.cdf(20, 60, .5) - binom.pmf(20, 60, .5) / 2
        assertEquals(0.0049267, found.get("p").doubleValue(), 1e-7);
        assertEquals(99, found.get("baseline").doubleValue(), 1e-9);
        assertEquals(
                "[\"Lost 1.00 points, more than the margin of 0.00 (p = 0.0049).\"]",
                found.get("reasons").toString());
    }

    @Test
    void theMarginAllowsALoss() throws IOException {
        Path baseline = run("a", 2000, 0, 20);
        Path candidate = run("b", 2000, 20, 40);

        Cli.Result result = gate(baseline, candidate, "--margin", "kitchen=1", "--json");

        assertEquals(0, result.code());
        assertEquals("clustered bootstrap", first(result).get("test").textValue());
        assertEquals(1, first(result).get("margin").doubleValue());
        assertEquals(0.5, first(result).get("p").doubleValue(), 0.05);
        assertEquals(1, gate(baseline, candidate, "--margin=kitchen=0.1").code());
    }

    /** Ten questions on an image: 50 losses on 5 images are no regression, on 50 they are one. */
    @Test
    void questionsOnOneImageCountTogether() throws IOException {
        Path baseline =
                new InventedRun()
                        .questionsPerImage(10)
                        .with(NAME, 2000, 0, 0)
                        .write(folder.resolve("a"));
        Path together =
                new InventedRun()
                        .questionsPerImage(10)
                        .with(NAME, 2000, 0, 40)
                        .write(folder.resolve("b"));
        Path apart =
                new InventedRun()
                        .questionsPerImage(10)
                        .with(NAME, 2000, i -> Optional.of(i % 50 == 0 ? "no" : "yes"))
                        .write(folder.resolve("c"));

        Cli.Result result = gate(baseline, together, "--json");

        assertEquals(5, result.code());
        assertEquals(200, first(result).get("images").intValue());
        assertEquals(1.0 / 16, first(result).get("p").doubleValue(), 1e-9);
        assertEquals(1, gate(baseline, apart).code());
    }

    @Test
    void anImprovementPasses() {
        Cli.Result result = gate(run("a", 1000, 0, 100), run("b", 1000, 0, 40));

        assertEquals(0, result.code());
        assertTrue(result.out().contains("pass, better"), result.out());
    }

    /** One of two tests at p = 0.03 is no regression: twice that is above the level. */
    @Test
    void severalBenchmarksShareTheLevel() throws IOException {
        Path baseline =
                new InventedRun()
                        .with(NAME, 800, 0, 0)
                        .with("garden", 800, 0, 0)
                        .write(folder.resolve("a"));
        Path candidate =
                new InventedRun()
                        .with(NAME, 800, 0, 4)
                        .with("garden", 800, 0, 0)
                        .write(folder.resolve("b"));

        Cli.Result both = gate(baseline, candidate, "--json");
        Path policy = Files.writeString(folder.resolve("p.yaml"), "benchmarks: [kitchen]\n");
        Cli.Result one = gate(baseline, candidate, "--policy", policy, "--json");

        assertEquals(0, both.code());
        assertEquals(1 / 32.0, first(both).get("p").doubleValue(), 1e-12);
        assertEquals(2 / 32.0, first(both).get("p_holm").doubleValue(), 1e-12);
        assertEquals(1, one.code());
        assertEquals(1, json(one).get("benchmarks").size());
    }

    @Test
    void aMissingBenchmarkIsNoPass() throws IOException {
        Path baseline =
                new InventedRun()
                        .with(NAME, 800, 0, 0)
                        .with("garden", 800, 0, 0)
                        .write(folder.resolve("a"));
        Path candidate = run("b", 800, 0, 0);

        Cli.Result result = gate(baseline, candidate, "--json");

        assertEquals(3, result.code());
        JsonNode garden = json(result).get("benchmarks").get(1);
        assertEquals(
                "[\"The candidate has no such benchmark.\"]", garden.get("reasons").toString());
        assertTrue(garden.get("difference").isNull());
        assertEquals(3, gate(candidate, baseline).code());
    }

    @ParameterizedTest
    @CsvSource({"a, candidate", "b, baseline"})
    void failedSamplesAreNoPass(String whole, String side) throws IOException {
        Path baseline = run("a", 800, 0, 0);
        Path failed =
                new InventedRun()
                        .with(NAME, 800, i -> i == 7 ? Optional.empty() : Optional.of("yes"))
                        .write(folder.resolve("b"));

        Cli.Result result =
                whole.equals("a")
                        ? gate(baseline, failed, "--json")
                        : gate(failed, baseline, "--json");

        assertEquals(3, result.code());
        assertTrue(
                reasons(result).contains("1 sample failed in the " + side + ": \\\"q7\\\"."),
                reasons(result));
        assertEquals(799, first(result).get("n").intValue());
    }

    @Test
    void anInterruptedRunIsNoPass() throws IOException {
        Path baseline = run("a", 800, 0, 0);
        Path stopped =
                new InventedRun().with(NAME, 800, 0, 0).writeInterrupted(folder.resolve("b"));

        Cli.Result result = gate(baseline, stopped, "--json");
        assertEquals(3, result.code());
        assertTrue(reasons(result).contains("it was cut short"), reasons(result));

        replace(stopped.resolve("run.json"), "\"incomplete\"", "\"running\"");
        Cli.Result killed = gate(baseline, stopped, "--json");
        assertEquals(3, killed.code());
        assertTrue(reasons(killed).contains("was killed"), reasons(killed));
    }

    /** A checkpoint that changed while it was used leaves a whole but incomplete run. */
    @Test
    void anIncompleteRunIsNoPass() throws IOException {
        Path baseline = run("a", 800, 0, 0);
        Path candidate = run("b", 800, 0, 0);
        replace(candidate.resolve("run.json"), "\"finished\",", "\"incomplete\",");

        assertEquals(3, gate(baseline, candidate).code());
    }

    @Test
    void aLimitedRunIsRefusedUnlessAllowed() throws IOException {
        Path baseline =
                new InventedRun().limit(800).with(NAME, 800, 0, 0).write(folder.resolve("a"));
        Path candidate =
                new InventedRun().limit(800).with(NAME, 800, 0, 0).write(folder.resolve("b"));

        Cli.Result result = gate(baseline, candidate, "--json");

        assertEquals(4, result.code());
        assertTrue(reasons(result).contains("limited to 800 samples"), reasons(result));
        assertEquals(0, gate(baseline, candidate, "--allow-limited").code());
        Path policy = Files.writeString(folder.resolve("p.yaml"), "allow_limited: true\n");
        assertEquals(0, gate(baseline, candidate, "--policy", policy).code());
    }

    @Test
    void otherSamplesPromptOrDataAreNotCompared() throws IOException {
        Path baseline = run("a", 800, 0, 0);
        Path fewer = run("b", 799, 0, 0);
        Path asked =
                new InventedRun()
                        .prompt("Was it? {id}")
                        .with(NAME, 800, 0, 0)
                        .write(folder.resolve("c"));
        Path data = new InventedRun().data("bb").with(NAME, 800, 0, 0).write(folder.resolve("d"));

        Cli.Result n = gate(baseline, fewer, "--json");
        assertEquals(4, n.code());
        assertTrue(
                reasons(n)
                        .contains(
                                "benchmarks.kitchen.n differs: \\\"800\\\" in the baseline, \\\"799\\\" in the candidate."),
                reasons(n));
        Cli.Result prompt = gate(baseline, asked, "--json");
        assertEquals(4, prompt.code());
        assertTrue(reasons(prompt).contains("benchmarks.kitchen.prompt differs"));
        Cli.Result fingerprint = gate(baseline, data, "--json");
        assertEquals(4, fingerprint.code());
        assertTrue(reasons(fingerprint).contains("benchmarks.kitchen.fingerprints.annotations"));
    }

    @Test
    void brokenFilesAreNamed() throws IOException {
        Path baseline = run("a", 30, 0, 0);
        Path candidate = run("b", 30, 0, 0);
        Path file = candidate.resolve("kitchen/predictions.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(4, lines.get(2));
        Files.write(file, lines);

        Cli.Result twice = gate(baseline, candidate);
        assertEquals(2, twice.code());
        assertEquals(
                file + " line 5 repeats sample \"q2\" of line 3; expected one line per sample.\n",
                twice.err());
        assertEquals("", twice.out());

        replace(candidate.resolve("run.json"), "\"format\": 1", "\"format\": 7");
        Cli.Result newer = gate(baseline, candidate);
        assertEquals(2, newer.code());
        assertTrue(newer.err().contains("has format 7"), newer.err());

        Cli.Result none = gate(baseline, folder.resolve("none"));
        assertEquals(2, none.code());
        assertTrue(none.err().contains("is no run"), none.err());
    }

    @Test
    void aChangedResultIsNotBelieved() throws IOException {
        Path baseline = run("a", 800, 0, 0);
        Path candidate = run("b", 800, 0, 80);
        replace(candidate.resolve("kitchen/metrics.json"), "\"value\": 90.0", "\"value\": 100.0");

        Cli.Result result = gate(baseline, candidate, "--json");

        assertEquals(4, result.code());
        assertEquals("not_comparable", json(result).get("verdict").textValue());
        assertTrue(reasons(result).contains("scored again"), reasons(result));
    }

    @Test
    void aRunNamesItsMetric() throws IOException {
        Path run = folder.resolve("run");
        Cli.run("run", "--limit=40", "--output", run, "--quiet");

        JsonNode manifest = Jsonl.document(Files.readString(run.resolve("run.json")));
        JsonNode setup = manifest.get("benchmarks").get("easy-vqa");
        assertEquals("exact-match", setup.get("metric").textValue());
        assertEquals(0, gate(run, run, "--allow-limited", "--resolution=8").code());
    }

    @Test
    void aRunThatNamesNoMetricIsScoredAsItsBenchmarkIs() {
        Path baseline =
                new InventedRun()
                        .withoutMetric()
                        .with("easy-vqa", 800, 0, 0)
                        .write(folder.resolve("a"));
        Path candidate =
                new InventedRun()
                        .withoutMetric()
                        .with("easy-vqa", 800, 0, 0)
                        .write(folder.resolve("b"));
        Path own =
                new InventedRun().withoutMetric().with(NAME, 800, 0, 0).write(folder.resolve("c"));

        assertEquals(0, gate(baseline, candidate).code());
        Cli.Result unknown = gate(own, own);
        assertEquals(2, unknown.code());
        assertEquals(
                own
                        + " does not say by which metric \"kitchen\" is scored; expected a run of this version\n",
                unknown.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--margin=kitchen     | --margin is \"kitchen\"; expected NAME=POINTS, as vizwiz=0.5",
                "--margin=kitchen=x   | --margin kitchen is \"x\"; expected a number of points, 0 or more",
                "--margin=kitchen=-1  | --margin kitchen is \"-1\"; expected a number of points, 0 or more",
                "--margin=kitchen=NaN | --margin kitchen is \"NaN\"; expected a number of points, 0 or more",
                "--margin=kitschen=1  | the runs have no benchmark \"kitschen\"; did you mean kitchen? There are: kitchen",
                "--margin=kitchen=1,kitchen=2 | --margin names \"kitchen\" twice; expected it once",
                "--alpha=0            | --alpha is \"0\"; expected a number above 0 and below 0.5",
                "--alpha=0.5          | --alpha is \"0.5\"; expected a number above 0 and below 0.5",
                "--resolution=1e9     | --resolution is \"1e9\"; expected a number of points, 0 or more"
            })
    void namesWhatIsWrongWithAnOption(String option, String message) {
        Path run = run("a", 12, 0, 0);

        Cli.Result result = gate(run, run, option);

        assertEquals(2, result.code());
        assertEquals(message + "\n", result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alfa: 0.1 | line 1: unknown key alfa; did you mean alpha? There are: alpha, resolution, margin, margins, benchmarks, allow_limited",
                "alpha: 5% | line 1: alpha is \"5%\"; expected a number above 0 and below 0.5",
                "margins: 3 | line 1: margins is no mapping; expected keys and values",
                "margins: {kitchen: much} | line 1: kitchen is \"much\"; expected a number of points, 0 or more",
                "benchmarks: [] | line 1: benchmarks is that; expected at least one name",
                "allow_limited: maybe | line 1: allow_limited is \"maybe\"; expected true or false"
            })
    void namesWhatIsWrongWithAPolicy(String yaml, String message) throws IOException {
        Path run = run("a", 12, 0, 0);
        Path policy = Files.writeString(folder.resolve("policy.yaml"), yaml + "\n");

        Cli.Result result = gate(run, run, "--policy", policy);

        assertEquals(2, result.code());
        assertEquals(policy + ", " + message + "\n", result.err());
    }

    @Test
    void theCommandLineWinsOverThePolicy() throws IOException {
        Path baseline = run("a", 2000, 0, 20);
        Path candidate = run("b", 2000, 20, 40);
        Path policy =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        "alpha: 0.001\nresolution: 3\nmargins:\n  kitchen: 1\n");

        JsonNode rules = json(gate(baseline, candidate, "--policy", policy, "--json"));
        assertEquals(0.001, rules.get("alpha").doubleValue());
        assertEquals(3, rules.get("resolution").doubleValue());
        assertEquals(1, rules.get("benchmarks").get(0).get("margin").doubleValue());
        JsonNode options =
                json(
                        gate(
                                baseline,
                                candidate,
                                "--policy",
                                policy,
                                "--alpha=0.05",
                                "--margin=kitchen=0",
                                "--json"));
        assertEquals("regression", options.get("verdict").textValue());
    }

    @Test
    void needsBothRuns() {
        Path run = run("a", 12, 0, 0);

        Cli.Result none = Cli.run("gate", "--candidate", run);
        Cli.Result one = Cli.run("gate", "--baseline", run);

        assertEquals(2, none.code());
        assertTrue(none.err().contains("--baseline=RUN"), none.err());
        assertEquals(2, one.code());
        assertEquals("no --candidate; expected the folder of the run to be judged\n", one.err());
    }

    @Test
    void aPlanNamesTheDropThatWouldBeFound() throws IOException {
        Path baseline = run("a", 2000, 0, 400);

        Cli.Result assumed = Cli.run("gate", "--plan", "--baseline", baseline);

        assertEquals(0, assumed.code(), assumed.err());
        // (1.6449 + 0.8416) · 100 · √(0.05 / 2000) and √(0.2 / 2000)
        assertEquals(
                """
                benchmark     n  images  margin  scores that change  drop found  an equal run passes
                ─────────  ────  ──────  ──────  ──────────────────  ──────────  ──────────────────────
                kitchen    2000    2000    0.00      5.0 %, assumed        1.24  yes
                kitchen    2000    2000    0.00     20.0 %, assumed        2.49  no: raise --resolution

                drop found: smallest loss that ends as a regression, with a power of 80 % at alpha 0.05 over one benchmark.
                The share of scores that change is assumed; --candidate with an earlier run shows the real one.
                """,
                assumed.out());

        Path earlier = run("b", 2000, 300, 400);
        Cli.Result observed =
                Cli.run(
                        "gate",
                        "--plan",
                        "--baseline",
                        baseline,
                        "--candidate",
                        earlier,
                        "--margin=kitchen=1",
                        "--json");
        JsonNode check = json(observed).get("checks").get(0);
        assertEquals(30, check.get("changed").doubleValue(), 1e-9);
        assertTrue(check.get("observed").booleanValue());
        assertEquals(
                1 + 2.4865 * 100 * Math.sqrt(0.3 / 2000), check.get("drop").doubleValue(), 0.01);
        assertFalse(check.get("equal_passes").booleanValue());
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }
}
