package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program in a process of its own, killed as {@code kill -9} does when it has written so
 * many bytes: resumed, it leaves what an uninterrupted run leaves. {@code bench/kill-resume.sh}
 * does the same a hundred times and at any moment.
 */
class KilledRunTest {

    private static final int RUNS = 3;
    private static final int KILLS = 2;
    private static final List<String> RUN =
            List.of("run", "--limit=120", "--batch-size=4", "--quiet", "--resume", "--output");

    private final Random random = new Random(20230611);

    @TempDir private Path folder;

    @Test
    void aKilledRunEndsWithTheFilesOfAnUninterruptedOne() throws Exception {
        Path whole = folder.resolve("whole");
        finish(whole);
        long bytes = Files.size(predictions(whole));
        int kept = 0;
        for (int i = 0; i < RUNS; i++) {
            Path run = folder.resolve("run" + i);
            long written = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                written += random.nextLong(1, (bytes - written) / 2);
                killAfter(run, written);
            }
            assertEquals("running", manifest(run).get("status").asText());
            finish(run);
            kept += manifest(run).get("reused").asInt();
            for (String file :
                    List.of(
                            "easy-vqa/predictions.jsonl",
                            "easy-vqa/metrics.json",
                            "summary.json")) {
                assertEquals(
                        Files.readString(whole.resolve(file)),
                        Files.readString(run.resolve(file)),
                        file);
            }
        }
        assertTrue(kept > 0, "nothing was there to go on from");
    }

    private void killAfter(Path run, long bytes) throws IOException, InterruptedException {
        Process process = start(run);
        try {
            while (!Files.exists(predictions(run)) || Files.size(predictions(run)) < bytes) {
                boolean ended = process.waitFor(1, TimeUnit.MILLISECONDS);
                assertTrue(!ended, () -> "ended by itself: " + errors(run));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Path run) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dinstructblip.bundle="
                                        + System.getProperty("instructblip.bundle"),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Main.class.getName()));
        command.addAll(RUN);
        command.add(run.toString());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    private String errors(Path run) {
        try {
            return run + ": " + Files.readString(folder.resolve("errors.txt"));
        } catch (IOException e) {
            return run + ": " + e;
        }
    }

    private static void finish(Path run) {
        List<Object> arguments = new ArrayList<>(RUN);
        arguments.add(run);
        Cli.Result result = Cli.run(arguments.toArray());
        assertEquals(0, result.code(), result.err());
    }

    private static Path predictions(Path run) {
        return run.resolve("easy-vqa").resolve("predictions.jsonl");
    }

    private static JsonNode manifest(Path run) throws IOException {
        return Jsonl.document(Files.readString(run.resolve("run.json")));
    }
}
