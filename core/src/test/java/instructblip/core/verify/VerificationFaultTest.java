package instructblip.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.Oracle;
import instructblip.core.model.OpenModel;
import instructblip.core.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One number or text of a recording is changed: verification must say so. */
class VerificationFaultTest {

    private static final String T5 = "t5-silu-tied";
    private static final String LLAMA = "llama-one-group";

    private static final List<String> STAGES =
            List.of("vision", "qformer", "projected", "encoder", "first_logits");

    private static OpenModel t5;
    private static OpenModel llama;

    @TempDir Path temporary;

    @BeforeAll
    static void open() {
        t5 = Oracle.open(T5);
        llama = Oracle.open(LLAMA);
    }

    @AfterAll
    static void close() {
        t5.close();
        llama.close();
    }

    private static Arguments change(String fault, Consumer<EditedRecording> change) {
        return Arguments.of(fault, change);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("prompt_ids is", r -> add(r.theCase().withArray("prompt_ids"), 0, 1)),
                change("qformer_ids is", r -> r.theCase().withArray("qformer_ids").remove(1)),
                change("prompt_ids is", r -> r.theCase().put("prompt", "Question: what?")),
                change("generation ids is", r -> add(r.generation(2).withArray("ids"), 0, 1)),
                change("generation ids is", r -> r.generation(7).withArray("ids").remove(0)),
                change("generation text is", r -> r.generation(0).put("text", "")),
                change("generation score is", r -> grow(r.generation(3), "score", 0.01)),
                change("generation score is", r -> r.generation(0).put("score", -1.5)),
                change("generation ids is", r -> r.generation(0).put("max_new_tokens", 2)),
                change("loss 3 is", r -> add(r.rank().withArray("losses"), 3, -0.01)),
                change("number of losses", r -> r.rank().withArray("losses").remove(0)),
                change("order is", r -> swap(r.rank().withArray("order"), 4)),
                change(
                        "ids of candidate 2 is",
                        r -> add((ArrayNode) r.rank().get("candidate_ids").get(2), 0, 1)),
                change(
                        "number of candidate_ids",
                        r -> r.rank().withArray("candidate_ids").remove(0)),
                change(
                        "ids of candidate 0 is",
                        r -> text(r.rank().withArray("candidates"), 0, "nay")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void noticesOneChangedExpectation(String fault, Consumer<EditedRecording> change)
            throws IOException {
        for (String name : List.of(T5, LLAMA)) {
            EditedRecording recording = edited(name);
            change.accept(recording);
            assertFault(fault, verify(name, recording.write()));
        }
    }

    @Test
    void unchangedCopiesAreEqual() throws IOException {
        for (String name : List.of(T5, LLAMA)) {
            VerifyReport report = verify(name, edited(name).write());
            assertEquals(List.of(), report.cases().get(0).faults());
            assertTrue(report.equal());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vision", "qformer", "projected", "encoder", "first_logits"})
    void noticesOneChangedNumber(String stage) throws IOException {
        EditedRecording recording = edited(T5);
        recording.values(stage)[5] += 2e-3f;
        assertFault(stage + " differs by 0.00200", verify(T5, recording.write()));
    }

    @Test
    void noticesOneChangedPrefillLogit() throws IOException {
        EditedRecording recording = edited(LLAMA);
        recording.values("prefill_logits")[5] += 2e-3f;
        assertFault("prefill_logits differs by 0.00200", verify(LLAMA, recording.write()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pixel_values", "vision", "qformer", "projected", "encoder"})
    void aRecordedNanIsADifference(String stage) throws IOException {
        EditedRecording recording = edited(T5);
        recording.values(stage)[0] = Float.NaN;
        assertFault(stage + " differs by NaN", verify(T5, recording.write()));
    }

    @Test
    void aComputedNanIsADifferenceAndItsTextsFail() throws IOException {
        Path broken =
                Oracle.copyOf(
                        T5,
                        temporary.resolve("broken"),
                        weights -> weights.get("language_projection.bias").values()[0] = Float.NaN);
        EditedRecording recording = edited(T5);
        VerifyReport report;
        try (OpenModel model = Oracle.open(broken, Precision.FLOAT32)) {
            report = Verification.of(model, recording.write());
        }
        assertFault("projected differs by NaN", report);
        assertFault("the projection gives numbers that are not finite", report);
        VerifyReport.Case found = report.cases().get(0);
        assertTrue(found.stages().get("qformer").equal());
        assertEquals(recording.theCase().get("generate").size(), found.generate().size());
        assertNull(found.generate().get(0).text());
        assertFalse(found.generate().get(0).equal());
        assertNull(found.rank());
    }

    @Test
    void aChangedShapeIsADifference() throws IOException {
        EditedRecording recording = edited(T5);
        recording.reshape("projected", 28L, 5L);
        recording.reshape("vision", 1L, 17L * 24);
        VerifyReport report = verify(T5, recording.write());
        assertFault("projected has shape [5, 28] here; recorded [28, 5]", report);
        assertFault("vision has shape [1, 17, 24] here; recorded [1, 408]", report);
        assertNull(report.cases().get(0).stages().get("vision").maxAbsDiff());
    }

    @Test
    void pixelsOfAnotherShapeCannotBeGoneOnWith() throws IOException {
        EditedRecording recording = edited(T5);
        recording.reshape("pixel_values", 1L, 1L, 20L, 60L);
        VerifyReport report = verify(T5, recording.write());
        assertFault("pixel_values has shape [1, 3, 20, 20] here; recorded [1, 1, 20, 60]", report);
        assertFault("the model reads [frames, 3, 20, 20]", report);
    }

    @Test
    void whatWasNotRecordedIsComputedAndReported() throws IOException {
        EditedRecording recording = edited(T5);
        STAGES.forEach(recording::forget);
        recording.theCase().remove(List.of("prompt_ids", "qformer_ids"));
        for (int i = 0; i < recording.theCase().get("generate").size(); i++) {
            recording.generation(i).remove(List.of("ids", "text", "score"));
        }
        recording.rank().remove(List.of("candidate_ids", "losses", "order"));
        VerifyReport report = verify(T5, recording.write());
        VerifyReport full = verify(T5, options(Oracle.recording(T5)));
        assertTrue(report.equal());
        VerifyReport.Case found = report.cases().get(0);
        assertEquals(full.cases().get(0).stages().keySet(), found.stages().keySet());
        assertNull(found.stages().get("encoder").maxAbsDiff());
        assertEquals(full.cases().get(0).generate(), found.generate());
        assertEquals(full.cases().get(0).rank(), found.rank());
    }

    @Test
    void withoutRecordedPixelsTheImagesAreRead() throws IOException {
        EditedRecording recording = edited(T5);
        recording.forget("pixel_values");
        VerifyReport report = verify(T5, recording.write());
        assertTrue(report.equal());
        assertNull(report.cases().get(0).stages().get("pixel_values").maxAbsDiff());
    }

    @Test
    void anotherImageIsADifferenceInThePixelsOnly() throws IOException {
        EditedRecording recording = edited(T5);
        recording.theCase().putArray("images").add("images/b.png");
        VerifyReport report = verify(T5, recording.write());
        assertEquals(1, report.cases().get(0).faults().size());
        assertFault("pixel_values differs by", report);
    }

    @Test
    void aMissingImageIsADifferenceInThePixelsOnly() throws IOException {
        EditedRecording recording = edited(T5);
        recording.theCase().putArray("images").add("images/none.png");
        VerifyReport report = verify(T5, recording.write());
        assertEquals(1, report.cases().get(0).faults().size());
        assertFault("none.png", report);
        assertFalse(report.cases().get(0).stages().get("pixel_values").equal());
    }

    @Test
    void onlyJpegFramesMayDifferByLevels() throws IOException {
        String name = "instructblip-t5-tiny";
        try (OpenModel model = Oracle.open(name)) {
            for (int frame = 0; frame < 4; frame++) {
                EditedRecording clip =
                        new EditedRecording(name, "c12", temporary.resolve("frame" + frame));
                String image = clip.theCase().get("images").get(frame).asText();
                float[] pixels = clip.values("pixel_values");
                pixels[frame * pixels.length / 4] += 2 / 255f / 0.26862954f;
                clip.theCase().remove(List.of("generate", "rank"));
                STAGES.forEach(clip::forget);
                boolean equal = Verification.of(model, clip.write()).equal();
                assertEquals(image.endsWith(".jpg"), equal, image);
            }
        }
    }

    @Test
    void theToleranceIsTheUsers() throws IOException {
        EditedRecording recording = edited(T5);
        recording.values("vision")[5] += 2e-3f;
        recording.write();
        assertTrue(Verification.of(t5, recording.options(OptionalDouble.of(3e-3))).equal());
        assertFalse(Verification.of(t5, recording.options(OptionalDouble.of(1e-3))).equal());
        assertFalse(Verification.of(t5, recording.options(OptionalDouble.of(0))).equal());
    }

    private static Arguments broken(String message, Consumer<EditedRecording> change) {
        return Arguments.of(message, change);
    }

    static Stream<Arguments> brokenRecordings() {
        return Stream.of(
                broken("cases is []", r -> r.recording().putArray("cases")),
                broken("cases is missing", r -> r.recording().remove("cases")),
                broken("format is 2; expected 1", r -> r.recording().put("format", 2)),
                broken("cases[0].id is missing", r -> r.theCase().remove("id")),
                broken("cases[0].prompt is 7", r -> r.theCase().put("prompt", 7)),
                broken("cases[0].images is []", r -> r.theCase().putArray("images")),
                broken("../a.png", r -> r.theCase().putArray("images").add("../a.png")),
                broken("/etc/a.png", r -> r.theCase().putArray("images").add("/etc/a.png")),
                broken("generate[0].beams is \"5\"", r -> r.generation(0).put("beams", "5")),
                broken("generate[1]: beams is 0", r -> r.generation(1).put("beams", 0)),
                broken("generate[0].ids[0] is 0.5", r -> r.generation(0).putArray("ids").add(0.5)),
                broken("rank.candidates is []", r -> r.rank().putArray("candidates")));
    }

    @ParameterizedTest
    @MethodSource("brokenRecordings")
    void aBrokenRecordingIsNamedByItsPlace(String message, Consumer<EditedRecording> change)
            throws IOException {
        EditedRecording recording = edited(T5);
        change.accept(recording);
        VerifyOptions options = recording.write();
        RecordingException e =
                assertThrows(RecordingException.class, () -> Verification.of(t5, options));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains("recording.json"), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void aFolderWithoutRecordingSaysWhatItLooksFor() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        RecordingException e =
                assertThrows(RecordingException.class, () -> Verification.of(t5, options(empty)));
        assertEquals(
                empty
                        + " holds no recording; expected recording.json, index.json,"
                        + " training.json or predictions.jsonl.",
                e.getMessage());
    }

    private EditedRecording edited(String name) throws IOException {
        return new EditedRecording(name, "r1", temporary.resolve("recording-" + name));
    }

    private static VerifyReport verify(String name, VerifyOptions options) {
        return Verification.of(name.equals(T5) ? t5 : llama, options);
    }

    private static VerifyOptions options(Path folder) {
        return new VerifyOptions(
                folder, OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }

    private static void assertFault(String fault, VerifyReport report) {
        assertFalse(report.equal());
        List<String> faults = report.cases().get(0).faults();
        assertTrue(
                faults.stream().anyMatch(found -> found.contains(fault)),
                () -> fault + " is not among " + faults);
    }

    private static void add(ArrayNode numbers, int at, double more) {
        if (numbers.get(at).isIntegralNumber()) {
            numbers.set(at, numbers.get(at).asInt() + (int) more);
        } else {
            numbers.set(at, numbers.get(at).asDouble() + more);
        }
    }

    private static void grow(ObjectNode node, String key, double more) {
        node.put(key, node.get(key).asDouble() + more);
    }

    private static void swap(ArrayNode numbers, int at) {
        int first = numbers.get(at).asInt();
        numbers.set(at, numbers.get(at + 1).asInt());
        numbers.set(at + 1, first);
    }

    private static void text(ArrayNode texts, int at, String text) {
        texts.set(at, text);
    }
}
