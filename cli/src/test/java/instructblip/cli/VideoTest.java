package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clips as questions and as benchmarks. */
class VideoTest {

    private static final Path T5 = Cli.model("instructblip-t5-tiny");
    private static final Path DATA = Cli.fixture("msvd-qa");
    private static final Path CLIP = DATA.resolve("YouTubeClips/a_bT9R987TS_167_170.avi");
    private static final Path FRAMES = Cli.fixture("frames");
    private static final String CANDIDATES = "--candidates=cook,paint,juggle";

    @TempDir private Path folder;

    @Test
    void aClipIsItsFourFrames() throws IOException {
        JsonNode clip = ask(CLIP, "what is it?", CANDIDATES);
        JsonNode pictures =
                ask(
                        FRAMES.resolve("0.png"),
                        FRAMES.resolve("1.png"),
                        FRAMES.resolve("2.png"),
                        FRAMES.resolve("3.png"),
                        "what is it?",
                        CANDIDATES);
        assertEquals(pictures.get("scores"), clip.get("scores"));
    }

    /** Of 50 frames, two stand at 0 and 25: the first and third of four. */
    @Test
    void framesSaysHowMany() throws IOException {
        JsonNode clip = ask(CLIP, "what is it?", CANDIDATES, "--frames=2");
        JsonNode pictures =
                ask(FRAMES.resolve("0.png"), FRAMES.resolve("2.png"), "what is it?", CANDIDATES);
        assertEquals(pictures.get("scores"), clip.get("scores"));
    }

    private static JsonNode ask(Object... arguments) throws IOException {
        Object[] all =
                Stream.concat(Stream.of("ask", "--json", "--model", T5), Stream.of(arguments))
                        .toArray();
        Cli.Result result = Cli.run(all);
        assertEquals(0, result.code(), result.err());
        return Jsonl.document(result.out());
    }

    @Test
    void aBrokenClipFailsItsOwnQuestionsOnly() throws IOException {
        Path data = folder.resolve("data");
        copy(DATA, data);
        Files.writeString(data.resolve("YouTubeClips/_sn-4o__mpZ_58_75.avi"), "no clip");

        JsonNode whole = metrics(run(DATA, "whole"));
        List<JsonNode> found = Jsonl.lines(run(data, "broken").resolve("predictions.jsonl"));

        assertEquals(9, whole.get("scored").asInt());
        List<JsonNode> failed =
                found.stream()
                        .filter(line -> line.get("status").asText().equals("failed"))
                        .toList();
        assertTrue(!failed.isEmpty() && failed.size() < found.size(), failed.toString());
        for (JsonNode line : failed) {
            assertEquals("YouTubeClips/_sn-4o__mpZ_58_75.avi", line.get("images").get(0).asText());
            assertTrue(line.get("error").asText().contains("not a video"), line.toString());
        }
        assertEquals(
                9 - failed.size(), metrics(folder.resolve("broken/msvd-qa")).get("scored").asInt());
    }

    @Test
    void theNumberOfFramesDecidesAnswersAndIsRecorded() throws IOException {
        Path four = run(DATA, "four");
        Path one = run(DATA, "one", "--frames", 1);
        assertEquals(4, frames(four));
        assertEquals(1, frames(one));
        assertNotEquals(
                Jsonl.lines(four.resolve("predictions.jsonl")),
                Jsonl.lines(one.resolve("predictions.jsonl")));
    }

    @Test
    void aRecordHoldsTheHashOfItsClip() throws Exception {
        for (JsonNode record : Jsonl.lines(run(DATA, "hashed").resolve("predictions.jsonl"))) {
            byte[] clip = Files.readAllBytes(DATA.resolve(record.at("/images/0").asText()));
            String sha256 =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(clip));
            assertEquals("[\"" + sha256 + "\"]", record.get("images_sha256").toString());
        }
    }

    private static int frames(Path results) throws IOException {
        JsonNode run = Jsonl.document(Files.readString(results.resolveSibling("run.json")));
        return run.at("/benchmarks/msvd-qa/settings/frames").asInt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "33", "-1"})
    void anImpossibleNumberOfFramesIsAUsageError(String number) {
        Cli.Result result =
                Cli.run("run", "-b", "msvd-qa", "-m", T5, "--data", DATA, "--frames", number);
        assertEquals(2, result.code());
        assertTrue(
                result.err().contains("--frames is " + number + "; expected 1 to 32"),
                result.err());
    }

    @Test
    void framesWithoutAClipAreAUsageError() {
        Cli.Result run = Cli.run("run", "--frames", 4);
        assertEquals(2, run.code());
        assertTrue(run.err().contains("no benchmark here has any"), run.err());
        Cli.Result ask = Cli.run("ask", FRAMES.resolve("0.png"), "what?", "--frames", 4);
        assertEquals(2, ask.code());
        assertTrue(ask.err().contains("expected a video file"), ask.err());
        Cli.Result both = Cli.run("ask", CLIP, FRAMES.resolve("0.png"), "what?");
        assertEquals(2, both.code());
        assertTrue(both.err().contains("expected one clip"), both.err());
    }

    private Path run(Path data, String name, Object... more) {
        Path output = folder.resolve(name);
        Object[] arguments =
                Stream.concat(
                                Stream.of(
                                        "run",
                                        "-b",
                                        "msvd-qa",
                                        "-m",
                                        T5,
                                        "--data",
                                        data,
                                        "--output",
                                        output,
                                        "--quiet"),
                                Stream.of(more))
                        .toArray();
        Cli.Result result = Cli.run(arguments);
        assertEquals(name.equals("broken") ? 3 : 0, result.code(), result.err());
        return output.resolve("msvd-qa");
    }

    private static JsonNode metrics(Path results) throws IOException {
        return Jsonl.document(Files.readString(results.resolve("metrics.json")));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
