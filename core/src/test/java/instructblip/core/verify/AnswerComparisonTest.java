package instructblip.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.model.OpenModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerComparisonTest {

    private static OpenModel model;

    @TempDir Path temporary;
    private Path recording;

    @BeforeAll
    static void open() {
        model = Oracle.open("t5-silu-tied");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @BeforeEach
    void copy() throws IOException {
        recording = temporary.resolve("answers");
        Oracle.copy(Oracle.recording("t5-silu-tied-answers"), recording);
    }

    @Test
    void agreesWithTheReference() {
        VerifyReport report = verify(recording);
        assertEquals(6 + 3 + 3, report.cases().size());
        for (VerifyReport.Case found : report.cases()) {
            assertEquals(List.of(), found.faults(), found.id());
        }
        assertTrue(report.equal());
        VerifyReport.Case first = report.cases().get(0);
        assertEquals("predictions/0", first.id());
        assertEquals(
                List.of("prediction_greedy", "prediction_beam5"),
                first.generate().stream().map(VerifyReport.Generation::setting).toList());
        assertEquals(10, report.cases().get(11).rank().losses().size());
    }

    @Test
    void imagesMayLieElsewhere() throws IOException {
        Path images = temporary.resolve("elsewhere");
        Files.move(recording.resolve("images"), images);
        VerifyOptions options =
                new VerifyOptions(
                        recording, OptionalDouble.empty(), Optional.empty(), Optional.of(images));
        assertTrue(Verification.of(model, options).equal());
        VerifyReport without = verify(recording);
        assertFalse(without.equal());
        assertTrue(without.cases().get(0).faults().get(0).contains("0.png"));
        assertEquals(2, without.cases().get(0).generate().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predictions.jsonl | \"prediction_greedy\": \" | x | prediction_greedy is",
                "predictions.jsonl | \"prediction_beam5\": \" | x | prediction_beam5 is",
                "captions.jsonl | \"prediction_beam5\": \" | x | prediction_beam5 is",
                "captions.jsonl | \"prompt\": \" | x | prediction_beam5 is",
                "ranking.jsonl | \"nll\": [ | 1 | loss 0 is",
                "ranking.jsonl | \"nll\": [ | 1.5, | number of losses",
                "ranking.jsonl | \"order\": [ | 1 | is not by rising loss",
                "ranking.jsonl | \"order\": [ | 1, | is not by rising loss",
                "candidates.json | [\" | x | loss 0 is",
            })
    void noticesOneChange(String file, String behind, String added, String fault)
            throws IOException {
        Path changed = recording.resolve(file);
        String text = Files.readString(changed);
        int at = text.indexOf(behind.strip()) + behind.strip().length();
        Files.writeString(changed, text.substring(0, at) + added + text.substring(at));
        VerifyReport report = verify(recording);
        assertFalse(report.equal());
        List<String> faults = report.cases().stream().flatMap(c -> c.faults().stream()).toList();
        assertTrue(faults.stream().anyMatch(f -> f.contains(fault)), faults::toString);
    }

    @Test
    void noticesTwoCandidatesInTheWrongOrder() throws IOException {
        Path changed = recording.resolve("ranking.jsonl");
        String text = Files.readString(changed);
        Files.writeString(
                changed, text.replaceFirst("\"order\": \\[(\\d+), (\\d+)", "\"order\": [$2, $1"));
        assertFalse(verify(recording).equal());
    }

    @Test
    void whatWasNotRecordedIsComputedOnly() throws IOException {
        for (String file : List.of("predictions", "captions", "ranking")) {
            Path changed = recording.resolve(file + ".jsonl");
            String text = Files.readString(changed);
            Files.writeString(
                    changed,
                    text.replace("prediction_", "p_").replace("nll", "n").replace("order", "o"));
        }
        VerifyReport report = verify(recording);
        assertTrue(report.equal());
        assertEquals(2, report.cases().get(0).generate().size());
        assertEquals(10, report.cases().get(11).rank().order().size());
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        Path changed = recording.resolve("captions.jsonl");
        Files.writeString(changed, Files.readString(changed).replaceFirst("}\n", "\n"));
        RecordingException e = assertThrows(RecordingException.class, () -> verify(recording));
        assertTrue(
                e.getMessage().startsWith(changed + " line 1 is not valid JSON"), e.getMessage());
    }

    private static VerifyReport verify(Path folder) {
        return Verification.of(
                model,
                new VerifyOptions(
                        folder, OptionalDouble.empty(), Optional.empty(), Optional.empty()));
    }
}
