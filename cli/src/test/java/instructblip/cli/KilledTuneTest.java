package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program in a process of its own, killed as {@code kill -9} does once it has logged so
 * many steps: resumed, it leaves the checkpoint of an uninterrupted run.
 */
class KilledTuneTest {

    @TempDir private Path folder;

    @Test
    void aKilledRunEndsWithTheWeightsOfAnUninterruptedOne() throws Exception {
        Path config =
                new Tuning(folder)
                        .config(
                                "steps: 40",
                                "save_every: 5",
                                "validation: {every: 15, sets: [{benchmark: easy-vqa, limit: 2}]}");
        Path run = folder.resolve("run");
        for (int lines : new int[] {3, 18}) {
            killAfter(config, run, lines);
            assertEquals("unfinished", Tuning.manifest(run).get("status").asText());
        }
        Tuning.finishes(config, run, "--resume");
        Path whole = folder.resolve("whole");
        Tuning.finishes(config, whole);
        Tuning.sameCheckpoint(whole, run);
        assertEquals(Tuning.log(whole), Tuning.log(run));
    }

    private void killAfter(Path config, Path run, int lines)
            throws IOException, InterruptedException {
        Process process = start(config, run);
        try {
            while (logged(run) < lines) {
                boolean ended = process.waitFor(1, TimeUnit.MILLISECONDS);
                assertTrue(!ended, () -> "ended by itself: " + errors());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static long logged(Path run) throws IOException {
        Path log = run.resolve("train.jsonl");
        return Files.exists(log) ? Files.readString(log).lines().count() : 0;
    }

    private Process start(Path config, Path run) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dinstructblip.bundle=" + System.getProperty("instructblip.bundle"),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "tune",
                        "--config=" + config,
                        "--output=" + run,
                        "--threads=1",
                        "--resume");
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
