package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of {@code run} as a file. */
class ConfigFileTest {

    private static final Path T5 = Cli.model("instructblip-t5-tiny").toAbsolutePath();

    @TempDir private Path folder;

    private Path config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("nightly.yaml"), yaml);
    }

    private JsonNode manifest(String run) throws IOException {
        return Jsonl.document(Files.readString(folder.resolve(run).resolve("run.json")));
    }

    @Test
    void aRunFromAFileIsTheRunOfItsOptions() throws IOException {
        Path data = Cli.fixture("vizwiz");
        Cli.Result typed =
                Cli.run(
                        "run",
                        "--benchmark=vizwiz",
                        "--model=" + T5,
                        "--data=" + data,
                        "--limit=3",
                        "--prompt=Q: {question} A:",
                        "--beams=2",
                        "--length-penalty=0.5",
                        "--output=" + folder.resolve("typed"),
                        "--quiet");
        assertEquals(0, typed.code(), typed.err());
        Path config =
                config(
                        """
                        benchmark: [vizwiz]
                        model: %s
                        data: %s
                        limit: 3
                        prompt: "Q: {question} A:"
                        beams: 2
                        length-penalty: 0.5
                        output_path: from-file
                        quiet: true
                        log_samples: false
                        """
                                .formatted(T5, data));
        Cli.Result fromFile = Cli.run("run", "--config", config);

        assertEquals(typed, fromFile);
        JsonNode settings = manifest("from-file").get("settings");
        assertEquals(manifest("typed").get("settings"), settings);
        assertEquals(
                "{\"beams\":2,\"length_penalty\":0.5,\"limit\":3,\"prompt\":\"Q: {question} A:\"}",
                settings.get("given").toString());
        assertEquals(
                Files.readString(folder.resolve("typed/vizwiz/predictions.jsonl")),
                Files.readString(folder.resolve("from-file/vizwiz/predictions.jsonl")));
    }

    @Test
    void theCommandLineWins() throws IOException {
        Path config =
                config(
                        """
                        model: nowhere
                        benchmark: [gqa, vsr]
                        limit: 7
                        beams: 3
                        dtype: float16
                        output: run
                        quiet: true
                        """);
        Cli.Result result =
                Cli.run(
                        "run",
                        "--config=" + config,
                        "-b=demo",
                        "--limit=2",
                        "--model_args=pretrained=demo,dtype=float32");

        assertEquals(0, result.code(), result.err());
        JsonNode manifest = manifest("run");
        assertEquals(2, manifest.at("/benchmarks/easy-vqa/n").asInt());
        assertEquals(1, manifest.get("benchmarks").size());
        assertEquals(3, manifest.at("/settings/given/beams").asInt());
        assertEquals("float32", manifest.get("dtype").asText());
        assertEquals("instructblip-easyvqa-t5", manifest.at("/model/name").asText());
    }

    @Test
    void relativePathsAreRelativeToTheFile() throws IOException {
        Path below = Files.createDirectory(folder.resolve("below"));
        Path real = below.toRealPath();
        Path config =
                Files.writeString(
                        below.resolve("run.yaml"),
                        """
                        model: [%s]
                        benchmark: vizwiz
                        data: %s
                        limit: 1
                        output: ../run
                        resume: true
                        """
                                .formatted(
                                        real.relativize(T5.toRealPath()),
                                        real.relativize(Cli.fixture("vizwiz").toRealPath())));
        for (int i = 0; i < 2; i++) {
            Cli.Result result = Cli.run("run", "--config", config, "--quiet");
            assertEquals(0, result.code(), result.err());
        }
        assertEquals("vizwiz", manifest("run").get("benchmarks").fieldNames().next());
    }

    @Test
    void theBundledModelIsNoPath() throws IOException {
        Path config = config("model: demo\nlimit: 1\noutput: run\nquiet: true\n");
        assertEquals(0, Cli.run("run", "--config", config).code());
    }

    @Test
    void anOwnBenchmarkIsAPath() throws IOException {
        Path config = config("benchmark: [mine.yaml]\nmodel: demo\ndata: .\n");
        Cli.Result result = Cli.run("run", "--config", config);
        assertEquals(2, result.code());
        assertTrue(result.err().contains(folder.resolve("mine.yaml").toString()), result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            limt: 5                      | line 1: unknown key limt; did you mean limit? There are: model, device,
            config: other.yaml           | line 1: unknown key config;
            model_args: pretrained=x     | line 1: unknown key model_args;
            help: true                   | line 1: unknown key help;
            'limit: 1\\nlimit: 2'        | line 2: limit is there twice; expected it once
            'tasks: gqa\\nbenchmark: vsr'| line 2: benchmark is "vsr"; expected it or tasks, which mean the same
            limit: many                  | line 1: limit is "many"; expected a whole number
            beams: 2.5                   | line 1: beams is "2.5"; expected a whole number
            length_penalty: long         | line 1: length_penalty is "long"; expected a number
            resume: yes                  | line 1: resume is "yes"; expected true or false
            'limit: [1, 2]'              | line 1: limit is that; expected one value
            'benchmark: []'              | line 1: benchmark is that; expected at least one value
            'model: {a: b}'              | line 1: model is no text; expected one
            limit: !!python/x 5          | line 1: not read (Global tag is not allowed: tag:yaml.org,2002:python/x);
            - limit                      | line 1: the document is no mapping; expected keys and values
            ''                           | is empty; expected keys and values
            """)
    void namesWhatIsWrong(String yaml, String message) throws IOException {
        Path config = config(yaml.replace("\\n", "\n"));
        Cli.Result result = Cli.run("run", "--config", config);
        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith(config.toString()), result.err());
        assertTrue(result.err().contains(message), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void namesAFileThatIsNotThere() {
        Cli.Result result = Cli.run("run", "--config", folder.resolve("none.yaml"));
        assertEquals(2, result.code());
        assertEquals("there is no file " + folder.resolve("none.yaml") + "\n", result.err());
    }

    /** Whatever {@code run} can be told on the command line can stand in a file. */
    @Test
    void allOptionsAreKnown() throws IOException {
        String message = Cli.run("run", "--config", config("x: y")).err();
        String keys = message.substring(message.indexOf("There are: ") + 11).strip();
        List<String> known = List.of(keys.split(", "));
        List<String> options =
                Cli.run("run", "--help")
                        .out()
                        .lines()
                        .filter(line -> line.matches("\\s+(-\\w, )?--[a-z].*"))
                        .map(line -> line.replaceAll("^\\s+(-\\w, )?--([a-z-]+).*", "$2"))
                        .map(name -> name.replace('-', '_'))
                        .toList();
        assertTrue(options.size() > 20, options.toString());
        assertEquals(
                List.of("config", "debug", "help", "model_args"),
                options.stream().filter(name -> !known.contains(name)).sorted().toList());
    }
}
