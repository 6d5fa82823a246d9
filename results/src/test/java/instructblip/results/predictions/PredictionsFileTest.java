package instructblip.results.predictions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.record.RecordException;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsFileTest {

    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("predictions"), text);
    }

    private PredictionsFile open(String text) throws IOException {
        return PredictionsFile.open(file(text), Optional.empty());
    }

    private static SampleRecord asked(List<String> candidates, Map<String, Object> facts) {
        return new SampleRecord(
                "set",
                "7",
                List.of(),
                "",
                List.of("x"),
                candidates,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                facts);
    }

    private static SampleRecord only(PredictionsFile file, SampleRecord asked) {
        List<Prediction> all = file.predictions();
        assertEquals(1, all.size());
        return all.get(0).answer().to(asked);
    }

    private static String text(PredictionsFile file) {
        return only(file, asked(List.of(), Map.of())).prediction().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"id":"7","prediction":"a b"}                                | native     | 7
                    {"id":90071992547409931,"prediction":"a b"}                  | native     | 90071992547409931
                    [{"image":"x.jpg","answer":"a b"}]                           | submission | x.jpg
                    [{"question_id":90071992547409931,"answer":"a b"}]           | submission | 90071992547409931
                    [{"questionId":"007","prediction":"a b"}]                    | submission | 007
                    [{"image_id":12,"caption":"a b"}]                            | submission | 12
                    {"image_id":12,"caption":"a b"}                              | submission | 12
                    {"12":"a b"}                                                 | submission | 12
                    {"acc":"3","results":{"12":"a b"},"n":{}}                    | submission | 12
                    {"doc_id":0,"doc":{"id":"7"},"filtered_resps":["a b"]}       | lmms-eval  | 7
                    {"doc_id":3,"target":"x","filtered_resps":"a b"}             | lmms-eval  | row 3
                    {"doc_id":3,"resps":[["c"]],"filtered_resps":[["a b"]]}      | lmms-eval  | row 3
                    """)
    void tellsTheFormatByTheContent(String content, String format, String key) throws IOException {
        for (String text : List.of(content, "\uFEFF" + content, "\r\n" + content + "\r\n")) {
            PredictionsFile file = open(text);
            assertEquals(format, file.format().label());
            assertEquals(key, file.predictions().get(0).key().shown());
            assertEquals("a b", text(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsWideCharacters(String charset) throws IOException {
        Path file = folder.resolve("wide");
        Files.write(
                file, "{\"id\":\"7\",\"prediction\":\"é\"}\r\n".getBytes(Charset.forName(charset)));

        assertEquals("é", text(PredictionsFile.open(file, Optional.empty())));
    }

    @Test
    void readsTablesWithQuotedLineBreaks() throws IOException {
        PredictionsFile file =
                open("\"index\"\t\"question\"\t\"prediction\"\r\n\"4\"\t\"a\nb\"\t\"\"\r\n");

        assertEquals(PredictionFormat.VLMEVALKIT, file.format());
        assertEquals("a\nb", file.predictions().get(0).key().question());
        assertEquals("", text(file));
    }

    @Test
    void anOptionLetterIsItsTextInAChoiceOnly() throws IOException {
        SampleRecord choice = asked(List.of("wool", "brick"), Map.of("answer", 1));
        assertEquals(Optional.of("brick"), only(open(log("B")), choice).prediction());
        assertEquals(Optional.of("wool"), only(open(log("A. wool")), choice).prediction());
        assertEquals(Optional.of("C"), only(open(log("C")), choice).prediction());
        assertEquals(
                Optional.of("B"),
                only(open(log("B")), asked(List.of("B", "A"), Map.of("answer", 0))).prediction());
        assertEquals("B", text(open(log("B"))));
    }

    private static String log(String answer) {
        return "{\"doc_id\":0,\"filtered_resps\":[\"" + answer + "\"]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[[]]", "[null]"})
    void noTextInALogIsAFailureAndNoEmptyAnswer(String answer) throws IOException {
        PredictionsFile file = open("{\"doc_id\":0,\"filtered_resps\":" + answer + "}");

        SampleRecord record = only(file, asked(List.of(), Map.of()));

        assertTrue(record.failed());
        assertEquals(Optional.of("lmms-eval has no answer"), record.error());
    }

    @Test
    void aPlaceOfAnOptionIsItsText() throws IOException {
        SampleRecord choice = asked(List.of("wool", "brick"), Map.of("answer", 1));

        assertEquals(
                Optional.of("brick"), only(open("{\"results\":{\"7\":1}}"), choice).prediction());
        assertThrows(RecordException.class, () -> only(open("{\"results\":{\"7\":2}}"), choice));
    }

    @Test
    void ranksBelongToPlacesAsATextMayBeOfferedTwice() throws IOException {
        PredictionsFile file = open("[{\"image_id\":5,\"round_id\":2,\"ranks\":[3,1,2]}]");

        SampleRecord record = only(file, asked(List.of("no", "yes", "no"), Map.of("gt_index", 2)));

        assertEquals("5/2", file.predictions().get(0).key().shown());
        assertEquals(List.of("0", "1", "2"), record.candidates());
        assertEquals(Map.of("0", 3.0, "1", 1.0, "2", 2.0), record.scores());
        assertEquals(Optional.of("yes"), record.prediction());
    }

    @Test
    void probabilitiesKeepTheirOrder() throws IOException {
        PredictionsFile file = open("id,proba,label\r\n00237,0.25,0\r\n12,0,0\r\n");
        SampleRecord asked = asked(List.of("yes", "true", "no", "false"), Map.of("label", 1));

        List<Prediction> all = file.predictions();

        assertEquals("00237", all.get(0).key().shown());
        SampleRecord record = all.get(0).answer().to(asked);
        assertEquals(Math.log(4), record.scores().get("yes"), 1e-15);
        assertEquals(Math.log(4 / 3.0), record.scores().get("no"), 1e-15);
        assertEquals(1000, all.get(1).answer().to(asked).scores().get("yes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"id":"7","prediction":"x","scores":{"a":NaN}}     | line 1: scores of "a" is NaN; expected a finite number
                    {"id":"7","prediction":"x","scores":{"a":1e999}}   | line 1: scores of "a" is 1e999; expected a finite number
                    {"id":"7","status":"ok"}                           | line 1: id "7" has no prediction and no error
                    {"id":"7","prediction":                            | line 1
                    [{"question_id":1,"answer":"x"},{"answer":"x"}]    | entry 2: has no id
                    [{"question_id":1,"answer":null}]                  | entry 1: the answer is null; expected a text
                    [{"question_id":1,"answer":true}]                  | entry 1: the answer is true; expected a text
                    [{"question_id":1,"score":1}]                      | entry 1: has no answer
                    [{"question_id":1,"answer":{"a":1}}]               | entry 1: "answer" holds an object
                    [{"question_id":1,"answer":"x"}                    | line 1: is not valid JSON
                    [{"question_id":1,"answer":"x"}] []                | goes on after the end of its JSON
                    [7]                                                | entry 1 is no JSON object
                    [{"image_id":1,"round_id":1,"ranks":[1,"x"]}]      | entry 1: "ranks" holds "x"
                    [{"id":1,"proba":1.5}]                             | entry 1: the probability is 1.5
                    [{"id":1,"proba":NaN}]                             | entry 1: the probability is NaN
                    {"doc_id":-1,"filtered_resps":"x"}                 | line 1: "doc_id" is no row
                    {"doc_id":0,"filtered_resps":["x","y"]}            | line 1: "filtered_resps" has 2 values
                    {"doc_id":0,"filtered_resps":[1.5]}                | line 1: "filtered_resps" holds no text
                    what is this?                                      | is in no known form
                    """)
    void aFaultIsALineWithItsPlace(String content, String message) throws IOException {
        String found =
                assertThrows(
                                RecordException.class,
                                () ->
                                        open(content)
                                                .predictions()
                                                .forEach(
                                                        each ->
                                                                each.answer()
                                                                        .to(
                                                                                asked(
                                                                                        List.of(),
                                                                                        Map.of()))))
                        .getMessage();

        assertTrue(found.contains(message), found);
        assertTrue(found.contains("predictions"), found);
        assertEquals(1, found.lines().count(), found);
    }

    @Test
    void anEmptyFileIsALine() {
        for (String text : List.of("", " \n", "\uFEFF")) {
            String found = assertThrows(RecordException.class, () -> open(text)).getMessage();
            assertTrue(found.endsWith("is empty; expected predictions."), found);
        }
    }

    @Test
    void bytesThatAreNoTextAreALine() throws IOException {
        Path file = folder.resolve("latin");
        Files.write(file, "[{\"id\":1,\"answer\":\"é\"}]".getBytes(StandardCharsets.ISO_8859_1));

        String found =
                assertThrows(
                                RecordException.class,
                                () -> PredictionsFile.open(file, Optional.empty()).predictions())
                        .getMessage();

        assertTrue(
                found.endsWith("holds bytes that are no text; expected UTF-8 or UTF-16."), found);
    }

    @Test
    void aMissingScoreNamesTheCandidate() throws IOException {
        PredictionsFile file = open("{\"id\":\"7\",\"prediction\":\"a\",\"scores\":{\"a\":1}}");

        String found =
                assertThrows(
                                RecordException.class,
                                () -> only(file, asked(List.of("a", "b", "c"), Map.of())))
                        .getMessage();

        assertTrue(
                found.endsWith(
                        "line 1: \"scores\" of sample \"7\" has 1 of 3 candidates; it lacks \"b\"; expected one score per candidate."),
                found);
    }

    @Test
    void aLineWithoutEndIsReadOrRefusedInBoundedMemory() throws IOException {
        Path list = folder.resolve("list");
        try (Writer out = Files.newBufferedWriter(list)) {
            out.write("[{\"question_id\":1,\"answer\":\"x\",\"ocr\":[");
            for (int i = 0; i < 3_000_000; i++) {
                out.write("\"word\",");
            }
            out.write("\"end\"]}]");
        }
        assertEquals("x", text(PredictionsFile.open(list, Optional.empty())));

        Path line = folder.resolve("line");
        try (Writer out = Files.newBufferedWriter(line)) {
            out.write("{\"id\":\"7\",\"prediction\":\"");
            for (int i = 0; i < 5_000_000; i++) {
                out.write("word ");
            }
            out.write("\"}");
        }
        String found =
                assertThrows(
                                RecordException.class,
                                () ->
                                        PredictionsFile.open(
                                                        line, Optional.of(PredictionFormat.NATIVE))
                                                .predictions())
                        .getMessage();
        assertTrue(found.contains("line 1: has more than 16777216 bytes"), found);
    }

    @Test
    void aQuoteThatIsNeverClosedIsALine() throws IOException {
        PredictionsFile file = open("index\tprediction\n0\t\"" + "word ".repeat(4_000_000));

        String found = assertThrows(RecordException.class, file::predictions).getMessage();

        assertTrue(found.contains("row 2 cannot be read"), found);
    }
}
