package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.core.checkpoint.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

    private static final Path IMAGES = Path.of("src/main/bundle/easy-vqa/test/images");
    private static final String PROMPT = "Question: what is the color of the shape? Short answer:";

    private static final List<String> STAGES =
            List.of("read", "decode", "vit", "qformer", "prefill", "generate", "rank");

    private static JsonNode document(Object... more) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("bench", "--model", "demo", "--warm-up", 0, "--json"));
        arguments.addAll(List.of(more));
        Cli.Result result = Cli.run(arguments.toArray());
        assertEquals("", result.err());
        assertEquals(0, result.code());
        return Jsonl.document(result.out());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
            names.add(fields.next());
        }
        return names;
    }

    @Test
    void saysWhatWasDoneAndWhereTheTimeWent() throws IOException {
        JsonNode timing = document("--samples", 8, "--threads", 1, "--dtype", "float32");

        assertTrue(
                names(timing)
                        .containsAll(
                                List.of(
                                        "model",
                                        "device",
                                        "dtype",
                                        "threads",
                                        "batch",
                                        "work",
                                        "samples",
                                        "samples_per_s",
                                        "load_s",
                                        "peak_rss_bytes",
                                        "vit_images",
                                        "stages",
                                        "answers_sha256")),
                names(timing).toString());
        assertEquals("instructblip-easyvqa-t5", timing.get("model").asText());
        assertEquals("cpu", timing.get("device").asText());
        assertEquals("float32", timing.get("dtype").asText());
        assertEquals("generate beams 5 max 10", timing.get("work").asText());
        assertEquals(64, timing.get("batch").asInt());
        assertEquals(8, timing.get("samples").asInt());
        assertEquals(8, timing.get("vit_images").asInt());
        double wall = timing.get("wall_s").asDouble();
        assertEquals(8, timing.get("samples_per_s").asDouble() * wall, 1e-9);
        assertEquals(STAGES, names(timing.get("stages")));
        assertEquals(0, timing.get("stages").get("rank").asDouble());
        for (String stage : STAGES.subList(0, 6)) {
            assertTrue(timing.get("stages").get(stage).asDouble() > 0, stage);
        }
        double model =
                STAGES.subList(2, 7).stream()
                        .mapToDouble(stage -> timing.get("stages").get(stage).asDouble())
                        .sum();
        assertTrue(model <= wall, model + " of " + wall);
    }

    @Test
    void answersWhatAskAnswers() throws IOException {
        JsonNode timing = document("--samples", 3, "--max-new-tokens", 4);
        StringBuilder answers = new StringBuilder();
        for (String image : List.of("0.png", "1.png", "10.png")) {
            Cli.Result asked =
                    Cli.run(
                            "ask",
                            "--length-penalty",
                            -1,
                            "--max-new-tokens",
                            4,
                            IMAGES.resolve(image),
                            PROMPT);
            answers.append(image).append('\n').append(asked.out());
        }
        assertEquals(
                ContentHash.of(answers.toString().getBytes(StandardCharsets.UTF_8)),
                timing.get("answers_sha256").asText());
    }

    @Test
    void startsAnewWithEachBatchSizeAndAnswersAlike() throws IOException {
        JsonNode runs =
                document("--samples", 20, "--questions-per-image", 3, "--batch-size", "1,8,auto")
                        .get("runs");

        assertEquals(3, runs.size());
        assertEquals(List.of("1", "8", "auto"), runs.findValuesAsText("batch_size"));
        assertEquals(List.of("1", "8", "64"), runs.findValuesAsText("batch"));
        assertEquals(List.of("7", "7", "7"), runs.findValuesAsText("vit_images"));
        assertEquals(1, runs.findValuesAsText("answers_sha256").stream().distinct().count());
    }

    @Test
    void provesThatBatchesAnswerAsSingleSamplesDo() throws IOException {
        JsonNode document =
                document(
                        "--samples",
                        12,
                        "--questions-per-image",
                        2,
                        "--rank",
                        30,
                        "--batch-size",
                        8,
                        "--against-batch-1");

        JsonNode agreement = document.get("against_batch_1");
        assertTrue(agreement.get("equal").asBoolean());
        assertEquals(0, agreement.get("differing").size());
        assertTrue(agreement.get("largest_score_difference").asDouble() < 1e-3);
        assertEquals(List.of("1", "8"), document.findValuesAsText("batch"));
        assertEquals(List.of("rank 30", "rank 30"), document.findValuesAsText("work"));
        assertTrue(document.get("runs").get(1).get("stages").get("rank").asDouble() > 0);
        assertEquals(0, document.get("runs").get(1).get("stages").get("generate").asDouble());
    }

    @Test
    void asksOtherQuestionsOfOtherImages(@TempDir Path folder) throws IOException {
        Files.copy(IMAGES.resolve("5.png"), folder.resolve("b.PNG"));
        Files.copy(IMAGES.resolve("7.png"), folder.resolve("a.png"));
        Files.writeString(folder.resolve("notes.txt"), "no image");
        String first = sha256(folder, PROMPT);
        assertEquals(first, sha256(folder, PROMPT));
        assertNotEquals(first, sha256(folder, "Is there {a} triangle? Answer in one word:"));
    }

    private static String sha256(Path folder, String prompt) throws IOException {
        JsonNode timing =
                document("--images", folder, "--samples", 2, "--prompt", prompt, "--beams", 1);
        assertEquals("generate beams 1 max 10", timing.get("work").asText());
        return timing.get("answers_sha256").asText();
    }

    /**
     * Four of a clip's frames, each through the vision encoder, however many questions there are.
     */
    @Test
    void looksAtFramesOfClips(@TempDir Path folder) throws IOException {
        Path clip = Cli.fixture("msvd-qa").resolve("YouTubeClips/a_bT9R987TS_167_170.avi");
        Files.copy(clip, folder.resolve("clip.AVI"));
        Files.copy(IMAGES.resolve("5.png"), folder.resolve("a.png"));
        JsonNode four = clips(folder, 4);
        JsonNode two = clips(folder, 2);
        assertEquals("generate beams 5 max 10 frames 4", four.get("work").asText());
        assertEquals(4, four.get("vit_images").asInt());
        assertEquals(2, two.get("vit_images").asInt());
        assertEquals(0, four.get("failed").asInt());
    }

    private static JsonNode clips(Path folder, int frames) throws IOException {
        return document(
                "--images", folder, "--frames", frames, "--samples", 2, "--questions-per-image", 2);
    }

    @Test
    void printsATableForPeople() {
        Cli.Result result =
                Cli.run(
                        "bench",
                        "--warm-up",
                        0,
                        "--samples",
                        4,
                        "--batch-size",
                        "2,auto",
                        "--against-batch-1");
        assertEquals(0, result.code());
        assertTrue(
                result.lines()
                        .get(0)
                        .matches(
                                "instructblip-easyvqa-t5 on cpu in float32, [0-9]+ threads; generate beams 5 max 10, 4 samples"),
                result.out());
        assertEquals(
                List.of("1", "2", "auto: 64"),
                result.lines().subList(4, 7).stream()
                        .map(line -> line.substring(0, 8).strip())
                        .toList());
        assertTrue(
                result.out().endsWith("All answers equal those of single samples.\n"),
                result.out());
    }

    @Test
    void saysWhenImagesCannotBeRead(@TempDir Path folder) throws IOException {
        Files.copy(IMAGES.resolve("5.png"), folder.resolve("a.png"));
        Files.writeString(folder.resolve("b.png"), "no image");
        Cli.Result result =
                Cli.run("bench", "--images", folder, "--samples", 2, "--warm-up", 0, "--json");
        assertEquals(3, result.code());
        assertEquals(1, Jsonl.document(result.out()).get("failed").asInt());
        assertEquals(1, Jsonl.document(result.out()).get("vit_images").asInt());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void refusesWhatCannotBeMeasured(@TempDir Path folder) throws IOException {
        assertEquals(0, Stream.of(folder.toFile().list()).count());
        expect(folder + " has 0 images; expected 2", "--images", folder, "--samples", 2);
        expect(
                folder + " has 0 clips; expected 1",
                "--images",
                folder,
                "--frames",
                4,
                "--samples",
                1);
        expect("--frames is 0; expected 1 to ", "--frames", 0);
        expect("--samples is 0; expected 1 or more", "--samples", 0);
        expect("--questions-per-image is 0; expected 1 or more", "--questions-per-image", 0);
        expect("--rank is 101; expected 1 to 100", "--rank", 101);
        expect("--batch-size is \"0\"; expected a number above 0 or auto", "--batch-size", "1,0");
        expect("--against-batch-1 compares", "--batch-size", 1, "--against-batch-1");
        expect("--scoring needs no model", "--scoring", "--rank", 5);
        expect("--save-inputs is for the scorers", "--save-inputs", folder);
        expect("bench: beams is 0, expected at least 1", "--beams", 0);
        expect("no-such-folder: no such folder", "--images", "no-such-folder");
        expect("--warm-up is NaN; expected 0 to 3600 seconds", "--warm-up", "NaN");
    }

    private static void expect(String message, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        Cli.Result result = Cli.run(all.toArray());
        assertTrue(result.err().startsWith(message), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals(2, result.code());
        assertEquals("", result.out());
    }
}
