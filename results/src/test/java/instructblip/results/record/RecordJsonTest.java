package instructblip.results.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordJsonTest {

    private static final Place PLACE = new Place(Path.of("vizwiz", "predictions.jsonl"), 7);

    private static final SampleRecord ANSWERED =
            new SampleRecord(
                    "vizwiz",
                    "VizWiz_val_00000000.jpg",
                    List.of("val/VizWiz_val_00000000.jpg"),
                    "Question: What is this can? Short answer:",
                    List.of("beans", "soup"),
                    List.of(),
                    Optional.of("beans"),
                    Map.of(),
                    Optional.empty(),
                    Map.of());

    @Test
    void writesTheKeysOfTheContractInTheirOrder() {
        assertEquals(
                "{\"benchmark\":\"vizwiz\",\"id\":\"VizWiz_val_00000000.jpg\","
                        + "\"images\":[\"val/VizWiz_val_00000000.jpg\"],"
                        + "\"prompt\":\"Question: What is this can? Short answer:\","
                        + "\"references\":[\"beans\",\"soup\"],\"status\":\"ok\","
                        + "\"prediction\":\"beans\"}",
                RecordJson.write(ANSWERED));
    }

    @Test
    void writesARankedRecordInTheOrderOfItsCandidates() {
        Map<String, Double> scores = new HashMap<>();
        scores.put("no", 2.0);
        scores.put("yes", 1.25);
        scores.put("maybe", 1e-5);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("label", 1);
        facts.put("domain", "in-domain");
        SampleRecord ranked =
                new SampleRecord(
                        "vsr",
                        "0",
                        List.of("a.jpg"),
                        "p",
                        List.of(),
                        List.of("yes", "no", "yes", "maybe"),
                        Optional.of("maybe"),
                        scores,
                        Optional.empty(),
                        facts);
        assertEquals(
                "{\"benchmark\":\"vsr\",\"id\":\"0\",\"images\":[\"a.jpg\"],\"prompt\":\"p\","
                        + "\"references\":[],\"candidates\":[\"yes\",\"no\",\"yes\",\"maybe\"],"
                        + "\"status\":\"ok\",\"prediction\":\"maybe\","
                        + "\"scores\":{\"yes\":1.25,\"no\":2.0,\"maybe\":1.0E-5},"
                        + "\"facts\":{\"domain\":\"in-domain\",\"label\":1}}",
                RecordJson.write(ranked));
        assertEquals(ranked, stored(RecordJson.write(ranked)));
    }

    @Test
    void writesTheImagesHashesBehindTheImages() {
        SampleRecord hashed =
                new SampleRecord(
                        "vizwiz",
                        "1",
                        List.of("a.jpg"),
                        "p",
                        List.of(),
                        List.of(),
                        Optional.of(""),
                        Map.of(),
                        Optional.empty(),
                        Map.of(),
                        List.of("0a".repeat(32)));
        String line = RecordJson.write(hashed);
        assertEquals(
                "\"images\":[\"a.jpg\"],\"images_sha256\":[\"%s\"],\"prompt\""
                        .formatted("0a".repeat(32)),
                line.substring(line.indexOf("\"images\""), line.indexOf(":\"p\"")));
        assertEquals(hashed, stored(line));
    }

    @Test
    void writesAFailedRecordWithItsErrorAndNoPrediction() {
        SampleRecord failed = failed("a.jpg is not an image");
        assertEquals(
                "{\"benchmark\":\"vizwiz\",\"id\":\"1\",\"images\":[],\"prompt\":\"p\","
                        + "\"references\":[],\"status\":\"failed\","
                        + "\"error\":\"a.jpg is not an image\"}",
                RecordJson.write(failed));
        assertEquals(failed, stored(RecordJson.write(failed)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "100.0, 100.0",
        "1e23, 1.0E23",
        "2e-3, 0.002",
        "2e23, 2.0E23",
        "4.9e-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "-0.0, -0.0",
        "8.41e21, 8.41E21",
        "2.2250738585072014e-308, 2.2250738585072014E-308"
    })
    void writesTheShortestDecimalOfADouble(double number, String text) {
        SampleRecord record = scored(Map.of("a", number));
        String line = RecordJson.write(record);
        assertEquals(
                "{\"a\":" + text + "}", line.substring(line.indexOf("{\"a\""), line.length() - 1));
        assertEquals(record, stored(line));
    }

    @Test
    void refusesToWriteWhatCannotBeReadBack() {
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordJson.write(scored(Map.of("a", Double.NaN))));
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordJson.write(scored(Map.of("a", Double.POSITIVE_INFINITY))));
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordJson.write(withFacts(Map.of("a", new Object()))));
        SampleRecord neither =
                new SampleRecord(
                        "b",
                        "1",
                        List.of(),
                        "p",
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Map.of());
        assertThrows(IllegalArgumentException.class, () -> RecordJson.write(neither));
        SampleRecord otherTexts =
                new SampleRecord(
                        "b",
                        "1",
                        List.of(),
                        "p",
                        List.of(),
                        List.of("yes"),
                        Optional.of("yes"),
                        Map.of("no", 1.0),
                        Optional.empty(),
                        Map.of());
        assertThrows(IllegalArgumentException.class, () -> RecordJson.write(otherTexts));
    }

    @Test
    void keepsFactsOfEveryJsonType() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("text", "a");
        facts.put("none", null);
        facts.put("flag", true);
        facts.put("small", 5);
        facts.put("long", 9007199254740993L);
        facts.put("huge", new BigInteger("123456789012345678901234567890"));
        facts.put("real", 0.1);
        facts.put("list", List.of(0.5, 1, "x", List.of()));
        facts.put("map", Map.of("deep", Map.of("er", List.of(1, 2))));
        SampleRecord record = withFacts(facts);
        assertEquals(record, stored(RecordJson.write(record)));
        assertEquals(facts, stored(RecordJson.write(record)).facts());
    }

    @Test
    void writesFactsByNameWhateverMapTheyCameIn() {
        Map<String, Object> forward = new LinkedHashMap<>();
        forward.put("a", 1);
        forward.put("b", 2);
        Map<String, Object> backward = new LinkedHashMap<>();
        backward.put("b", 2);
        backward.put("a", 1);
        assertEquals(RecordJson.write(withFacts(forward)), RecordJson.write(withFacts(backward)));
    }

    @ParameterizedTest
    @CsvSource({
        "12345678901234567890123, 12345678901234567890123",
        "9007199254740993, 9007199254740993",
        "-7, -7",
        "1.50, 1.50",
        "1e5, 1e5",
        "00012345, 00012345"
    })
    void keepsANumberAsIdWithItsLiteralText(String literal, String id) {
        String token = literal.startsWith("00") ? "\"" + literal + "\"" : literal;
        assertEquals(id, answer("{\"id\":" + token + ",\"prediction\":\"a\"}").id());
    }

    @Test
    void readsAnAnswerOfAnotherTool() {
        SampleRecord record =
                answer("{\"prediction\":\" \",\"model\":{\"a\":[1]},\"id\":\"7\",\"scores\":null}");
        assertEquals(
                new SampleRecord(
                        "",
                        "7",
                        List.of(),
                        "",
                        List.of(),
                        List.of(),
                        Optional.of(" "),
                        Map.of(),
                        Optional.empty(),
                        Map.of()),
                record);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            [1] | is no JSON object; expected a record.
            {"id":"1" | is not valid JSON (
            {"id":"1"} {} | goes on after the record; expected one record per line.
            {"prediction":"a"} | has no "id"; expected an id and a prediction.
            {"id":"1"} | id "1" has no prediction and no error; expected a prediction, or an error where the sample failed.
            {"id":"1","status":"failed"} | id "1" has no prediction and no error; expected
            {"id":"1","status":"ok","error":"e"} | id "1" has no prediction and an error; expected
            {"id":"1","status":"done","prediction":"a"} | "status" is "done"; expected "ok" or "failed".
            {"id":"1","prediction":null} | prediction is null; expected a text.
            {"id":"1","prediction":5} | prediction is 5; expected a text.
            {"id":["1"],"prediction":"a"} | id is a list; expected a text.
            {"id":NaN,"prediction":"a"} | id is NaN; expected a text.
            {"id":"1","prediction":"a","references":"b"} | references is the text "b"; expected a list of texts.
            {"id":"1","prediction":"a","candidates":["b",{}]} | candidates[1] is an object; expected a text.
            {"id":"1","prediction":"a","scores":{"b":NaN}} | scores of "b" is NaN; expected a finite number.
            {"id":"1","prediction":"a","scores":{"b":-Infinity}} | scores of "b" is -Infinity; expected a finite number.
            {"id":"1","prediction":"a","scores":{"b":1e999}} | scores of "b" is 1e999; expected a finite number.
            {"id":"1","prediction":"a","scores":{"b":"NaN"}} | scores of "b" is the text "NaN"; expected a finite number.
            {"id":"1","prediction":"a","scores":{"b":1,"b":2}} | is not valid JSON (Duplicate field 'b')
            {"id":"1","prediction":"a","id":"2"} | is not valid JSON (Duplicate field 'id')
            {"id":"1","prediction":"a","facts":{"x":NaN}} | facts."x" is NaN; expected a finite number.
            {"id":"1","prediction":"a","facts":[]} | facts is a list; expected an object.
            """)
    void namesFileLineFaultAndExpectation(String line, String message) {
        RecordException e = assertThrows(RecordException.class, () -> answer(line));
        String place = Path.of("vizwiz", "predictions.jsonl") + " line 7: ";
        assertEquals(
                place + message,
                e.getMessage()
                        .substring(
                                0, Math.min(e.getMessage().length(), (place + message).length())));
    }

    @Test
    void wantsEveryKeyOfAStoredRecord() {
        String line = RecordJson.write(ANSWERED);
        for (String key : List.of("benchmark", "id", "images", "prompt", "references", "status")) {
            RecordException e =
                    assertThrows(
                            RecordException.class,
                            () -> stored(line.replace("\"" + key + "\":", "\"other\":")));
            assertEquals(
                    PLACE
                            + ": has no \""
                            + key
                            + "\"; expected benchmark, id, images, prompt, references, status.",
                    e.getMessage());
        }
    }

    @Test
    void wantsAScoreForEveryCandidateOfAStoredRecord() {
        String line =
                "{\"benchmark\":\"vsr\",\"id\":\"0\",\"images\":[],\"prompt\":\"p\",\"references\":[],"
                        + "\"candidates\":[\"yes\",\"no\"],\"status\":\"ok\",\"prediction\":\"yes\","
                        + "\"scores\":{%s}}";
        assertEquals(
                PLACE + ": \"scores\" has no candidate \"no\"; expected one score per candidate.",
                assertThrows(RecordException.class, () -> stored(line.formatted("\"yes\":1")))
                        .getMessage());
        assertEquals(
                PLACE + ": \"scores\" has \"NO\"; expected the candidates only.",
                assertThrows(
                                RecordException.class,
                                () -> stored(line.formatted("\"yes\":1,\"no\":2,\"NO\":3")))
                        .getMessage());
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] line = "{\"id\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                PLACE + ": is not UTF-8; expected a record as JSON in UTF-8.",
                assertThrows(RecordException.class, () -> RecordJson.readAnswer(line, PLACE))
                        .getMessage());
    }

    @Test
    void showsNoControlCharacterOfTheData() {
        RecordException e =
                assertThrows(
                        RecordException.class,
                        () ->
                                answer(
                                        "{\"id\":\"\\u001b[31m\",\"prediction\":\"a\",\"error\":\"e\"}"));
        assertEquals(
                PLACE
                        + ": id \"\\u001b[31m\" has a prediction and an error; expected a prediction,"
                        + " or an error where the sample failed.",
                e.getMessage());
    }

    @Test
    void survivesDeepNestingWithAMessage() {
        String deep = "{\"id\":\"1\",\"prediction\":\"a\",\"facts\":{\"x\":" + "[".repeat(100_000);
        assertThrows(RecordException.class, () -> answer(deep));
    }

    private static SampleRecord failed(String error) {
        return new SampleRecord(
                "vizwiz",
                "1",
                List.of(),
                "p",
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Optional.of(error),
                Map.of());
    }

    private static SampleRecord scored(Map<String, Double> scores) {
        return new SampleRecord(
                "b",
                "1",
                List.of(),
                "p",
                List.of(),
                List.of(),
                Optional.of("a"),
                scores,
                Optional.empty(),
                Map.of());
    }

    private static SampleRecord withFacts(Map<String, Object> facts) {
        return new SampleRecord(
                "b",
                "1",
                List.of(),
                "p",
                List.of(),
                List.of(),
                Optional.of("a"),
                Map.of(),
                Optional.empty(),
                facts);
    }

    private static SampleRecord stored(String line) {
        return RecordJson.readStored(line.getBytes(StandardCharsets.UTF_8), PLACE);
    }

    private static SampleRecord answer(String line) {
        return RecordJson.readAnswer(line.getBytes(StandardCharsets.UTF_8), PLACE);
    }
}
