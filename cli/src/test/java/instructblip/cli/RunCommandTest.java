package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.cli.run.GitRevision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    private static final Path VICUNA = Cli.model("instructblip-vicuna-tiny");
    private static final Path T5 = Cli.model("instructblip-t5-tiny");

    @TempDir private Path folder;

    @Test
    void answersTheDemoAsTheReferenceDoes() throws IOException {
        Path run = folder.resolve("run");
        Cli.Result result = Cli.run("run", "--output", run, "--quiet");

        assertEquals(
                """
                benchmark  split  metric     value  95 % interval     n
                ─────────  ─────  ────────  ──────  ─────────────  ────
                easy-vqa   test   accuracy  100.00   96.64–100.00  1000

                Prompts of the paper preset. Decoding settings are the authors' code's, not the paper's, which prints none.
                """,
                result.out());
        assertEquals("", result.err());
        assertEquals(0, result.code());
        assertEquals(1000, assertRecorded(run, "prediction_beam5"));
    }

    @Test
    void answersByGreedySearchAsTheReferenceDoes() throws IOException {
        Path run = folder.resolve("run");
        Cli.Result result =
                Cli.run(
                        "run",
                        "--benchmark=easy-vqa",
                        "--limit=300",
                        "--beams=1",
                        "--repetition-penalty=1",
                        "--output",
                        run,
                        "--quiet");

        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("LIMITED"), result.out());
        assertEquals(300, assertRecorded(run, "prediction_greedy"));
    }

    /** Compares a run with the recording, question by question. */
    private static int assertRecorded(Path run, String key) throws IOException {
        List<JsonNode> found = Jsonl.lines(run.resolve("easy-vqa/predictions.jsonl"));
        List<JsonNode> recorded = Jsonl.lines(Cli.fixture("easyvqa-recording/predictions.jsonl"));
        for (int i = 0; i < found.size(); i++) {
            assertEquals(String.valueOf(i), found.get(i).get("id").asText());
            assertEquals(recorded.get(i).get("prompt"), found.get(i).get("prompt"));
            assertEquals(recorded.get(i).get(key), found.get(i).get("prediction"), "line " + i);
        }
        return found.size();
    }

    @Test
    void answersDoNotDependOnTheBatchSize() throws IOException {
        for (Path model : List.of(T5, VICUNA)) {
            List<List<String>> predictions = new ArrayList<>();
            for (String size : List.of("1", "7", "auto")) {
                Path run = folder.resolve(model.getFileName() + size);
                Cli.Result result = vizwiz(model, run, "--batch-size", size);
                assertEquals(0, result.code(), result.err());
                predictions.add(
                        Jsonl.lines(run.resolve("vizwiz/predictions.jsonl")).stream()
                                .map(line -> line.get("prediction").asText())
                                .toList());
            }
            assertEquals(15, predictions.get(0).size());
            assertEquals(predictions.get(0), predictions.get(1));
            assertEquals(predictions.get(0), predictions.get(2));
        }
    }

    @Test
    void runsWithAFeatureCacheAreTheSame() throws IOException {
        Path cache = folder.resolve("cache");
        Path without = folder.resolve("without");
        assertEquals(0, vizwiz(VICUNA, without).code());
        long images = vitImages(without);
        assertTrue(images > 10, "images " + images);
        for (long computed : new long[] {images, 0}) {
            Path with = folder.resolve("with" + computed);
            Cli.Result result = vizwiz(VICUNA, with, "--feature-cache", cache);
            assertEquals(0, result.code(), result.err());
            assertEquals(computed, vitImages(with));
            for (String file : List.of("vizwiz/predictions.jsonl", "vizwiz/metrics.json")) {
                assertEquals(
                        Files.readString(without.resolve(file)),
                        Files.readString(with.resolve(file)));
            }
        }
        assertEquals(images, vitImages(other("--feature-cache", cache)), "another encoder");
        assertEquals(0, vitImages(other("--feature_cache=" + cache, "--batch-size=2")));
    }

    private Path other(Object... more) {
        Path run = folder.resolve("other" + more[0].toString().length());
        assertEquals(0, vizwiz(T5, run, more).code());
        return run;
    }

    private static long vitImages(Path run) throws IOException {
        return Jsonl.document(Files.readString(run.resolve("run.json"))).get("vit_images").asLong();
    }

    @Test
    void aFeatureCacheThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Cli.Result result = vizwiz(T5, folder.resolve("run"), "--feature-cache", file);
        assertEquals(2, result.code());
        assertEquals(
                "--feature-cache \"%s\" cannot be made (FileAlreadyExistsException); expected a folder, or room for a new one\n"
                        .formatted(file),
                result.err());
        result = vizwiz(T5, folder.resolve("run"), "--feature-cache-gb", 0);
        assertEquals(2, result.code());
        assertEquals("--feature-cache-gb is 0; expected 1 or more\n", result.err());
    }

    private static Cli.Result vizwiz(Path model, Path run, Object... more) {
        Object[] arguments =
                Stream.concat(
                                Stream.of(
                                        "run",
                                        "--benchmark",
                                        "vizwiz",
                                        "--model",
                                        model,
                                        "--data",
                                        Cli.fixture("vizwiz"),
                                        "--output",
                                        run,
                                        "--quiet"),
                                Stream.of(more))
                        .toArray();
        return Cli.run(arguments);
    }

    @Test
    void aFailedImageFailsItsSampleOnly() throws IOException {
        Path data = folder.resolve("data");
        copy(Cli.fixture("vizwiz"), data);
        Files.delete(data.resolve("val/VizWiz_val_00000003.jpg"));
        Files.write(data.resolve("val/VizWiz_val_00000005.jpg"), new byte[] {1, 2, 3});
        Path run = folder.resolve("run");

        Cli.Result result =
                Cli.run(
                        "run",
                        "--tasks=vizwiz",
                        "--model_args=pretrained=" + T5,
                        "--data=" + data,
                        "--output_path=" + run);

        assertEquals(3, result.code());
        assertTrue(result.out().contains("13 of 15"), result.out());
        assertTrue(result.out().contains("2 FAILED"), result.out());
        assertTrue(
                result.err()
                        .contains(
                                "Incomplete: 2 samples failed, the first is \"VizWiz_val_00000003.jpg\" of vizwiz ("
                                        + data.resolve("val/VizWiz_val_00000003.jpg")
                                        + ": no such file, expected an image file); their records say"
                                        + " why, --resume tries them again.\n"),
                result.err());
        List<JsonNode> records = Jsonl.lines(run.resolve("vizwiz/predictions.jsonl"));
        for (int i : new int[] {3, 5}) {
            assertEquals("failed", records.get(i).get("status").asText());
            assertTrue(records.get(i).get("error").asText().contains("VizWiz_val_0000000" + i));
            assertFalse(records.get(i).has("prediction"));
        }

        copy(Cli.fixture("vizwiz"), data);
        Cli.Result resumed =
                Cli.run(
                        "run",
                        "-b",
                        "vizwiz",
                        "-m",
                        T5,
                        "--data",
                        data,
                        "--output",
                        run,
                        "--resume");
        assertEquals(0, resumed.code(), resumed.err());
        Path whole = folder.resolve("whole");
        vizwiz(T5, whole);
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("vizwiz/predictions.jsonl")),
                Files.readAllBytes(run.resolve("vizwiz/predictions.jsonl")));
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("summary.json")),
                Files.readAllBytes(run.resolve("summary.json")));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Test
    void theManifestSaysWhichTokenizersAndImagesWereRead() throws Exception {
        Path run = folder.resolve("run");
        assertEquals(0, vizwiz(T5, run).code());

        JsonNode manifest = Jsonl.document(Files.readString(run.resolve("run.json")));
        assertEquals(
                GitRevision.of(Path.of("")).orElse(""),
                manifest.at("/settings/execution/working_folder_commit").asText());
        JsonNode model = manifest.at("/model/fingerprints");
        for (String kind : List.of("vision", "qformer", "language", "tokenizer")) {
            assertTrue(model.get(kind).asText().matches("[0-9a-f]{64}"), kind);
        }
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (JsonNode record : Jsonl.lines(run.resolve("vizwiz/predictions.jsonl"))) {
            Path image = Cli.fixture("vizwiz").resolve(record.at("/images/0").asText());
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(image));
            String hex = HexFormat.of().formatHex(sha256);
            assertEquals(hex, record.at("/images_sha256/0").asText());
            all.update((hex + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals(
                HexFormat.of().formatHex(all.digest()),
                manifest.at("/benchmarks/vizwiz/fingerprints/images").asText());
    }

    @Test
    void aFinishedRunIsNotComputedAgain() throws IOException {
        Path run = folder.resolve("run");
        assertEquals(0, vizwiz(T5, run).code());

        Cli.Result again = vizwiz(T5, run);
        assertEquals(2, again.code());
        assertTrue(again.err().contains("--resume"), again.err());

        byte[] manifest = Files.readAllBytes(run.resolve("run.json"));
        Cli.Result resumed = vizwiz(T5, run, "--resume");
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.out().contains("vizwiz"), resumed.out());
        assertArrayEquals(manifest, Files.readAllBytes(run.resolve("run.json")));

        Cli.Result other = vizwiz(T5, run, "--resume", "--beams", "2");
        assertEquals(4, other.code());
        assertTrue(other.err().contains("beams"), other.err());
        assertEquals(4, vizwiz(VICUNA, run, "--resume").code());
    }

    @Test
    void printsOneDocumentWhereAsked() throws IOException {
        Cli.Result result = vizwiz(T5, folder.resolve("run"), "--json", "--limit", "2");

        JsonNode document = Jsonl.document(result.out());
        assertEquals(1, result.lines().size());
        assertEquals("vizwiz", document.at("/benchmarks/0/benchmark").asText());
        assertEquals(2, document.at("/benchmarks/0/n").asInt());
        assertTrue(document.at("/benchmarks/0/limited").asBoolean());
    }

    @Test
    void badInputIsOneLineAndTwo() throws IOException {
        assertUsage("benchmark visviz; did you mean vizwiz", "run", "-b", "visviz");
        assertUsage("needs a model", "run", "-b", "vizwiz", "--data", folder);
        assertUsage("--data", "run", "-b", "vizwiz", "-m", T5, "--data", folder.resolve("none"));
        assertUsage("val.json", "run", "-b", "vizwiz", "-m", T5, "--data", folder);
        assertUsage("question", "run", "--prompt", "What about {colour}?");
        assertUsage("--batch-size", "run", "--batch-size", "0");
        assertUsage("beams", "run", "--beams", "0");
        assertUsage("--dtype", "run", "--dtype", "int3");
        assertUsage("--preset", "run", "--preset", "blip");
        assertUsage("checkpoint folder", "run", "--model", folder.resolve("none"));
        assertUsage("config.json", "run", "--model", folder, "--output", folder.resolve("r"));
        assertUsage("--limit", "run", "--limit", "-1");
        assertUsage("--output", "run", "--resume");
        assertUsage("no-such-option", "run", "--no-such-option");
        assertUsage("no command");
        Files.writeString(folder.resolve("file"), "text");
        assertUsage("file", "run", "--output", folder.resolve("file"));
    }

    private static void assertUsage(String expected, Object... arguments) {
        Cli.Result result = Cli.run(arguments);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(expected), result.err());
        assertTrue(result.err().lines().count() <= 3, result.err());
        assertFalse(result.err().contains("\tat "), result.err());
        assertEquals("", result.out());
    }
}
