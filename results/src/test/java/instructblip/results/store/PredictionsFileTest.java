package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.record.LineReader;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsFileTest {

    private static final Predicate<String> NONE_FAILS = id -> false;
    private static final List<List<String>> BATCHES = ExampleRun.PLAN.batches();

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("predictions.jsonl");
    }

    private PredictionsFile open() {
        return PredictionsFile.open(file, ExampleRun.PLAN, records -> {});
    }

    @Test
    void writesABatchAtOnceAndCountsItDown() throws IOException {
        try (PredictionsFile predictions = open()) {
            assertEquals(BATCHES, predictions.pending());
            predictions.append(ExampleRun.answers(BATCHES.get(1), NONE_FAILS));
            assertEquals(List.of(BATCHES.get(0), BATCHES.get(2)), predictions.pending());
            assertArrayEquals(
                    ExampleRun.lines(BATCHES.get(1), NONE_FAILS), Files.readAllBytes(file));
        }
    }

    @Test
    void aSampleThatFailedNowIsPendingOnlyNextTime() {
        try (PredictionsFile predictions = open()) {
            predictions.append(ExampleRun.answers(BATCHES.get(0), Set.of("0", "5")::contains));
            assertEquals(List.of(BATCHES.get(1), BATCHES.get(2)), predictions.pending());
        }
        try (PredictionsFile predictions = open()) {
            assertEquals(
                    List.of(List.of("0", "5"), BATCHES.get(1), BATCHES.get(2)),
                    predictions.pending());
            assertEquals(1, predictions.reused());
        }
    }

    @Test
    void removesWhatACutOffWriteLeft() throws IOException {
        byte[] whole = ExampleRun.batches(1, NONE_FAILS);
        Files.write(file, whole);
        Files.write(file, ExampleRun.lines(List.of("6"), NONE_FAILS), StandardOpenOption.APPEND);
        try (PredictionsFile predictions = open()) {
            assertEquals(1, predictions.dropped());
            assertEquals(3, predictions.reused());
            assertArrayEquals(whole, Files.readAllBytes(file));
        }
    }

    @Test
    void takesOnlyPendingBatchesInTheirOrder() {
        try (PredictionsFile predictions = open()) {
            for (List<String> ids :
                    List.of(List.of("3", "0"), List.of("0", "3", "5"), List.of("77"))) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> predictions.append(ExampleRun.answers(ids, NONE_FAILS)));
            }
            predictions.append(ExampleRun.answers(BATCHES.get(0), NONE_FAILS));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> predictions.append(ExampleRun.answers(BATCHES.get(0), NONE_FAILS)));
        }
    }

    @Test
    void writesNoLineThatItCouldNotRead() {
        SampleRecord huge =
                new SampleRecord(
                        ExampleRun.BENCHMARK,
                        "1",
                        List.of(),
                        "x".repeat(LineReader.MAX_LINE_BYTES),
                        List.of(),
                        List.of(),
                        Optional.of("a"),
                        Map.of(),
                        Optional.empty(),
                        Map.of());
        List<SampleRecord> batch = List.of(ExampleRun.answered("6"), huge);
        try (PredictionsFile predictions = open()) {
            assertThrows(IllegalArgumentException.class, () -> predictions.append(batch));
        }
        assertEquals(0, file.toFile().length());
    }

    @Test
    void doesNotFinishWithoutAllRecords() {
        try (PredictionsFile predictions = open()) {
            predictions.append(ExampleRun.answers(BATCHES.get(0), NONE_FAILS));
            assertThrows(IllegalStateException.class, predictions::finish);
        }
    }

    @Test
    void keepsEarlierBatchesWhenTheDiskIsFull() throws IOException {
        byte[] safe = ExampleRun.batches(1, NONE_FAILS);
        Files.write(file, safe);
        try (FileChannel disk =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                PredictionsFile predictions =
                        PredictionsFile.over(
                                new FullDisk(disk, safe.length + 100),
                                file,
                                ExampleRun.PLAN,
                                Recovery.of(file, ExampleRun.PLAN))) {
            UnfinishedWriteException e =
                    assertThrows(
                            UnfinishedWriteException.class,
                            () ->
                                    predictions.append(
                                            ExampleRun.answers(BATCHES.get(1), NONE_FAILS)));
            assertEquals(
                    file
                            + " could not be written (No space left on device).\n"
                            + "3 of 7 samples are safe there; make room and continue with --resume.",
                    e.getMessage());
            assertArrayEquals(safe, Files.readAllBytes(file));
            assertEquals(List.of(BATCHES.get(1), BATCHES.get(2)), predictions.pending());
        }
    }
}
