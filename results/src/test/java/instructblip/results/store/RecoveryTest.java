package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.record.LineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

    private static final Predicate<String> NONE_FAILS = id -> false;
    private static final Predicate<String> THREE_FAIL = Set.of("3", "5", "2")::contains;

    @TempDir Path folder;

    @Test
    void keepsTheWholeBatchesWhereverAWriteWasCutOff() throws IOException {
        for (int whole = 0; whole < 3; whole++) {
            byte[] before = ExampleRun.batches(whole, NONE_FAILS);
            byte[] after = ExampleRun.batches(whole + 1, NONE_FAILS);
            for (int length = before.length; length < after.length; length++) {
                Recovery.Recovered found = recover(Arrays.copyOf(after, length));
                assertEquals(before.length, found.end(), "cut at byte " + length);
                assertEquals(ids(whole), Set.copyOf(found.kept().keySet()));
            }
        }
    }

    @Test
    void keepsTheWholeBatchesWhateverPowerLossLeftOfTheLast() throws IOException {
        byte[] before = ExampleRun.batches(1, NONE_FAILS);
        byte[] after = ExampleRun.batches(2, NONE_FAILS);
        for (int from = before.length; from < after.length; from += 5) {
            for (int to : List.of(from + 1, (from + after.length) / 2 + 1, after.length)) {
                byte[] torn = after.clone();
                Arrays.fill(torn, from, to, (byte) 0);
                Recovery.Recovered found = recover(torn);
                assertEquals(before.length, found.end(), from + " to " + to);
                assertEquals(Set.of("3", "0", "5"), found.kept().keySet());
            }
        }
    }

    /** A tail may be longer than any line, as one write may hold many long lines. */
    @Test
    void keepsTheWholeBatchesBeforeALongTailOfZeros() throws IOException {
        byte[] before = ExampleRun.batches(1, NONE_FAILS);
        byte[] torn = Arrays.copyOf(before, before.length + LineReader.MAX_LINE_BYTES + 2);
        assertEquals(before.length, recover(torn).end());
        torn[torn.length - 1] = '\n';
        assertEquals(before.length, recover(torn).end());
        assertEquals(1, recover(torn).dropped());
    }

    @Test
    void tellsAWriteOfFailedSamplesFromThoseBefore() throws IOException {
        byte[] ended = ExampleRun.lines(ExampleRun.IDS, THREE_FAIL);
        byte[] again = ExampleRun.lines(List.of("3", "5"), NONE_FAILS);
        for (int length = 0; length < again.length; length++) {
            Recovery.Recovered found = recover(join(ended, Arrays.copyOf(again, length)));
            assertEquals(ended.length, found.end());
            assertEquals(List.of("3", "5"), missing(0, found));
            assertEquals(List.of("2"), missing(2, found));
        }
        Recovery.Recovered found = recover(join(ended, again));
        assertEquals(ended.length + again.length, found.end());
        assertEquals(List.of(), missing(0, found));
        assertEquals(List.of("2"), missing(2, found));
    }

    @Test
    void aFailedSampleMayFailAgain() throws IOException {
        byte[] twice =
                join(
                        ExampleRun.batches(1, THREE_FAIL),
                        ExampleRun.lines(List.of("3", "5"), Set.of("3")::contains));
        Recovery.Recovered found = recover(twice);
        assertEquals(twice.length, found.end());
        assertEquals(List.of("3"), missing(0, found));
        byte[] thrice = join(twice, ExampleRun.lines(List.of("3"), NONE_FAILS));
        assertEquals(List.of(), missing(0, recover(thrice)));
    }

    @Test
    void countsTheLinesThatItDrops() throws IOException {
        byte[] lines = ExampleRun.lines(List.of("3", "0", "5", "6"), NONE_FAILS);
        assertEquals(1, recover(lines).dropped());
        assertEquals(0, recover(ExampleRun.batches(3, NONE_FAILS)).dropped());
    }

    @Test
    void namesTheLineOfASampleThatIsNotOfTheRun() throws IOException {
        assertChanged(
                join(
                        ExampleRun.batches(1, NONE_FAILS),
                        ExampleRun.lines(List.of("77"), NONE_FAILS)),
                4,
                "is of sample \"77\", which is not of this run");
    }

    @Test
    void namesTheLineOfARepeatedSample() throws IOException {
        assertChanged(
                join(ExampleRun.batches(1, NONE_FAILS), ExampleRun.lines(List.of("0"), NONE_FAILS)),
                4,
                "repeats sample \"0\"");
        assertChanged(
                ExampleRun.lines(List.of("3", "0", "0"), NONE_FAILS), 3, "repeats sample \"0\"");
    }

    @Test
    void namesTheLineFromWhichABatchIsNotWhole() throws IOException {
        String reason = "begins a batch that is not whole, and more than its batch follows it";
        assertChanged(ExampleRun.lines(List.of("3", "5", "6", "1"), NONE_FAILS), 1, reason);
        assertChanged(
                ExampleRun.lines(List.of("3", "0", "5", "1", "2", "4"), NONE_FAILS), 4, reason);
        assertChanged(ExampleRun.lines(List.of("0", "3", "5", "6", "1"), NONE_FAILS), 1, reason);
    }

    @Test
    void namesTheLineThatIsBrokenWithinTheFile() throws IOException {
        byte[] lines = ExampleRun.batches(3, NONE_FAILS);
        lines[2] = '#';
        assertChanged(lines, 1, "is no record, and more than its batch follows it");
    }

    @Test
    void dropsNoMoreThanOneWriteCanHaveLeft() throws IOException {
        assertChanged(
                "#\n#\n#\n#\n".getBytes(StandardCharsets.UTF_8),
                1,
                "is no record, and more than its batch follows it");
        assertEquals(3, recover("#\n#\n#\n".getBytes(StandardCharsets.UTF_8)).dropped());
    }

    @Test
    void namesTheLineOfARecordOfAnotherBenchmark() {
        String lines = new String(ExampleRun.batches(1, NONE_FAILS), StandardCharsets.UTF_8);
        byte[] foreign = lines.replace("vizwiz", "gqa").getBytes(StandardCharsets.UTF_8);
        assertEquals(
                folder.resolve("predictions.jsonl")
                        + " line 1 is a record of benchmark \"gqa\"; expected vizwiz.",
                assertThrows(StoreException.class, () -> recover(foreign)).getMessage());
    }

    private void assertChanged(byte[] content, int line, String what) {
        StoreException e = assertThrows(StoreException.class, () -> recover(content));
        assertEquals(
                "%s line %d %s: the file was changed after it was written.\nRestore it, or start again in another folder."
                        .formatted(folder.resolve("predictions.jsonl"), line, what),
                e.getMessage());
    }

    private Recovery.Recovered recover(byte[] content) throws IOException {
        Path file = folder.resolve("predictions.jsonl");
        Files.write(file, content);
        return Recovery.of(file, ExampleRun.PLAN);
    }

    private static List<String> missing(int batch, Recovery.Recovered found) {
        return Recovery.missing(ExampleRun.PLAN.batches().get(batch), found.kept());
    }

    private static Set<String> ids(int batches) {
        return Set.copyOf(
                ExampleRun.PLAN.batches().stream().limit(batches).flatMap(List::stream).toList());
    }

    private static byte[] join(byte[] first, byte[] second) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(first);
        joined.write(second);
        return joined.toByteArray();
    }
}
