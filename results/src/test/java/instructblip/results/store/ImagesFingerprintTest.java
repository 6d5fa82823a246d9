package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.record.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesFingerprintTest {

    @TempDir Path folder;

    @Test
    void isTheHashOfTheImagesHashesInOrder() {
        String lines = "a".repeat(64) + "\n" + "b".repeat(64) + "\n" + "a".repeat(64) + "\n";
        byte[] expected = Sha256.digest().digest(lines.getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                Optional.of(HexFormat.of().formatHex(expected)),
                ImagesFingerprint.of(
                        List.of(
                                record("1", "x.jpg", "a"),
                                record("2", "y.jpg", "b"),
                                record("3", "x.jpg", "a"))));
    }

    @Test
    void isNotKnownWhereAnImageWasNotRead() {
        SampleRecord read = record("1", "x.jpg", "a");
        assertEquals(Optional.empty(), ImagesFingerprint.of(List.of(read, ExampleRun.failed("2"))));
        assertEquals(Optional.empty(), ImagesFingerprint.of(List.of()));
    }

    @Test
    void namesAnImageThatChangedBetweenTwoSamples() {
        List<SampleRecord> records = List.of(record("1", "x.jpg", "a"), record("2", "x.jpg", "b"));
        NotComparableException e =
                assertThrows(NotComparableException.class, () -> ImagesFingerprint.of(records));
        assertEquals(
                "x.jpg changed while the run was at work or interrupted: sample \"2\" of vizwiz saw other bytes than one before.\n"
                        + "Run again in another folder.",
                e.getMessage());
        assertEquals(
                List.of(new Difference("images.x.jpg", "a".repeat(64), "b".repeat(64))),
                e.differences());
    }

    @Test
    void standsInTheManifestAndIsTheSameForAResumedRun() {
        Path whole = folder.resolve("whole");
        ExampleRun.runToTheEnd(whole, false, id -> false);
        Path resumed = folder.resolve("resumed");
        ExampleRun.runToTheEnd(resumed, false, "4"::equals);
        assertEquals(null, images(resumed));
        ExampleRun.runToTheEnd(resumed, true, id -> false);
        assertEquals(images(whole), images(resumed));

        List<SampleRecord> moved = new ArrayList<>(ExampleRun.answers(ExampleRun.IDS, id -> false));
        assertEquals(Optional.of(images(whole)), ImagesFingerprint.of(moved));
        Collections.reverse(moved);
        assertNotEquals(Optional.of(images(whole)), ImagesFingerprint.of(moved));
    }

    private static String images(Path run) {
        return StoredRun.read(run)
                .manifest()
                .identity()
                .benchmark(ExampleRun.BENCHMARK)
                .fingerprints()
                .get("images");
    }

    private static SampleRecord record(String id, String image, String digit) {
        return new SampleRecord(
                ExampleRun.BENCHMARK,
                id,
                List.of(image),
                "p",
                List.of("r"),
                List.of(),
                Optional.of("a"),
                Map.of(),
                Optional.empty(),
                Map.of(),
                List.of(digit.repeat(64)));
    }
}
