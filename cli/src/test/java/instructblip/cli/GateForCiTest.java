package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.benchmarks.dataset.source.YamlMapping;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a gate leaves for systems that run it. */
class GateForCiTest {

    private static final String NAME = "kitchen";
    private static final String HOSTILE =
            "<script>alert(1)</script> | `x` ]]> \u001b[31m \u202e \ufffe \n::error::%0A @all &amp; "
                    + "y".repeat(1 << 20);

    @TempDir private Path folder;

    private Path baseline;
    private Path worse;

    @BeforeEach
    void writeRuns() {
        baseline =
                new InventedRun()
                        .with(NAME, 800, 0, 0)
                        .with("garden", 800, 0, 0)
                        .write(folder.resolve("a"));
        worse =
                new InventedRun()
                        .with(NAME, 800, 0, 40)
                        .with("garden", 800, 0, 0)
                        .write(folder.resolve("b"));
    }

    private static Document parsed(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    @Test
    void writesATestCasePerBenchmark() throws Exception {
        Path junit = folder.resolve("reports/gate.xml");

        Cli.Result result =
                Cli.run("gate", "--baseline", baseline, "--candidate", worse, "--junit", junit);

        assertEquals(1, result.code());
        Element suite = parsed(junit).getDocumentElement();
        assertEquals("testsuite", suite.getTagName());
        assertEquals("2", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("0", suite.getAttribute("errors"));
        Element first = (Element) suite.getElementsByTagName("testcase").item(0);
        assertEquals(NAME, first.getAttribute("name"));
        Element failure = (Element) first.getElementsByTagName("failure").item(0);
        assertEquals("regression", failure.getAttribute("type"));
        assertEquals(
                "Lost 5.00 points, more than the margin of 0.00 (p < 0.0001).",
                failure.getAttribute("message"));
        assertTrue(failure.getTextContent().contains("difference: -5.00\n"));
        Element second = (Element) suite.getElementsByTagName("testcase").item(1);
        assertEquals(0, second.getElementsByTagName("failure").getLength());
        assertTrue(second.getTextContent().contains("at_least: -0.37\n"));
    }

    @Test
    void writesASummaryInMarkdown() throws IOException {
        Path summary = folder.resolve("summary.md");

        Cli.run("gate", "--baseline", baseline, "--candidate", worse, "--summary", summary);

        List<String> lines = Files.readAllLines(summary);
        assertEquals("## Gate: regression", lines.get(0));
        assertEquals(
                "| benchmark | metric | baseline | candidate | difference | at least | margin | worse | better | n | p | verdict |",
                lines.get(4));
        assertEquals(
                "| :-- | :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: | :-- |",
                lines.get(5));
        assertTrue(
                lines.get(6).startsWith("| kitchen | accuracy | 100.00 | 95.00 | -5.00 | -6."),
                lines.get(6));
        assertEquals(
                "* kitchen: Lost 5.00 points, more than the margin of 0.00 (p &lt; 0.0001).",
                lines.get(9));
    }

    /** Prompts and ids come from files; they stay texts, and short. */
    @Test
    void hostileTextsStayTexts() throws Exception {
        Path candidate =
                new InventedRun()
                        .prompt(HOSTILE)
                        .with(NAME, 12, i -> i == 3 ? Optional.empty() : Optional.of("yes"))
                        .write(folder.resolve("c"));
        Path other =
                new InventedRun().prompt("Is it?").with(NAME, 12, 0, 0).write(folder.resolve("d"));
        Path junit = folder.resolve("gate.xml");
        Path summary = folder.resolve("gate.md");

        Cli.Result result =
                Cli.run(
                        "gate",
                        "--baseline",
                        other,
                        "--candidate",
                        candidate,
                        "--junit",
                        junit,
                        "--summary",
                        summary);

        assertEquals(4, result.code());
        Element error = (Element) parsed(junit).getElementsByTagName("error").item(0);
        assertTrue(error.getAttribute("message").contains("<script>alert(1)</script> | `x` ]]>"));
        assertEquals(0, parsed(junit).getElementsByTagName("script").getLength());
        assertTrue(Files.size(junit) < 10_000);
        String markdown = Files.readString(summary);
        assertTrue(markdown.contains("&lt;script&gt;alert(1"), markdown);
        for (String text : List.of(markdown, result.out(), Files.readString(junit))) {
            assertFalse(text.contains("\u001b"), text);
            assertFalse(text.contains("\u202e"), text);
            assertTrue(text.length() < 10_000, text);
            assertTrue(text.lines().noneMatch(line -> line.startsWith("::")), text);
        }
        assertFalse(markdown.replace("@<!-- -->", "").contains("<"), markdown);
    }

    /** As a process of its own, since the environment cannot be changed in this one. */
    @Test
    void annotatesAndSumsUpOnGitHub() throws Exception {
        Path summary = Files.writeString(folder.resolve("step.md"), "before\n");
        ProcessBuilder gate =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "instructblip.cli.Main",
                        "gate",
                        "--baseline=" + baseline,
                        "--candidate=" + worse,
                        "--json");
        gate.environment().put("GITHUB_ACTIONS", "true");
        gate.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
        gate.redirectError(folder.resolve("err").toFile());

        Process process = gate.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(1, process.waitFor());
        assertEquals("regression", Jsonl.document(out).get("verdict").textValue());
        assertEquals(
                "::error title=gate%3A kitchen%3A regression::Lost 5.00 points, more than the margin of 0.00 (p < 0.0001).\n",
                Files.readString(folder.resolve("err")));
        assertTrue(Files.readString(summary).startsWith("before\n## Gate: regression\n"));
    }

    @Test
    void aFileThatCannotBeWrittenIsNoPass() {
        Cli.Result result =
                Cli.run("gate", "--baseline", baseline, "--candidate", baseline, "--junit", folder);

        assertEquals(2, result.code());
        assertEquals(
                "--junit \"" + folder + "\" cannot be written; expected a file that can\n",
                result.err());
    }

    @Test
    void theDocumentedPolicyIsOne() throws IOException {
        Path run =
                new InventedRun()
                        .with("vizwiz", 800, 0, 0)
                        .with("gqa", 800, 0, 0)
                        .with("nocaps", 800, 0, 0)
                        .write(folder.resolve("c"));

        Cli.Result result =
                Cli.run(
                        "gate",
                        "--baseline",
                        run,
                        "--candidate",
                        run,
                        "--policy",
                        Path.of("..", "docs", "ci", "gate-policy.yaml"),
                        "--json");

        assertEquals(0, result.code(), result.err());
        JsonNode vizwiz = Jsonl.document(result.out()).get("benchmarks").get(0);
        assertEquals(0.5, vizwiz.get("margin").doubleValue());
    }

    /** Files to copy call the program as it is called. */
    @Test
    void theWorkflowsNameOptionsThatThereAre() throws Exception {
        for (String name : List.of("github-actions.yml", "gitlab-ci.yml")) {
            String text = Files.readString(Path.of("..", "docs", "ci", name));
            YamlMapping.read(name, new StringReader(text));
            String help = Cli.run("gate", "--help").out();
            String call = text.substring(text.indexOf("./instructblip-eval gate"));
            for (String word : call.lines().findFirst().orElseThrow().split(" ")) {
                if (word.startsWith("--")) {
                    assertTrue(help.contains(word + "="), word);
                }
            }
        }
    }
}
