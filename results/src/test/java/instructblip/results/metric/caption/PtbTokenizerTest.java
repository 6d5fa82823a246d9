package instructblip.results.metric.caption;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.metric.OfficialCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PtbTokenizerTest {

    /** In one text: a clitic that ends a text, with no line after it, is split otherwise. */
    @Test
    void captionsBecomeTheirRecordedWords() {
        JsonNode cases = OfficialCases.metric("ptb_tokenize.json").get("cases");
        List<String> captions = values(cases, "input");
        assertEquals(values(cases, "tokenized"), PtbTokenizer.tokenize(captions));
        assertEquals(List.of("she ll"), PtbTokenizer.tokenize(List.of("she'll")));
        assertEquals(List.of("she 'll", ""), PtbTokenizer.tokenize(List.of("she'll", "")));
    }

    static Stream<JsonNode> neighbours() {
        return OfficialCases.each(OfficialCases.metric("ptb_tokenize_context.json").get("cases"));
    }

    @ParameterizedTest
    @MethodSource("neighbours")
    void wordsDependOnTheNextCaption(JsonNode recorded) {
        Stream<JsonNode> captions = Stream.of(recorded.get("caption"), recorded.get("next_line"));
        List<String> texts = captions.filter(JsonNode::isTextual).map(JsonNode::asText).toList();
        assertEquals(recorded.get("tokenized").asText(), PtbTokenizer.tokenize(texts).get(0));
    }

    static Stream<JsonNode> lineBreaks() {
        return OfficialCases.each(
                OfficialCases.metric("ptb_tokenize.json").get("line_break_hazards"));
    }

    @ParameterizedTest
    @MethodSource("lineBreaks")
    void lineBreakWithinACaptionShiftsLaterOnes(JsonNode recorded) {
        assertEquals(
                OfficialCases.texts(recorded.get("what_pycocoevalcap_assigns")),
                PtbTokenizer.tokenize(OfficialCases.texts(recorded.get("captions"))));
    }

    @Test
    void openTagDoesNotSwallowOtherCaptions() {
        assertEquals(
                List.of("a dog < a href =", "> runs", "a cat"),
                PtbTokenizer.tokenize(List.of("A dog <a href=", "> runs.", "A cat.")));
    }

    @Test
    void corporaBecomeTheirRecordedWords() {
        for (JsonNode corpus : OfficialCases.metric("caption_metrics.json").get("corpora")) {
            assertEquals(
                    nested(corpus.get("references_tokenized")),
                    PtbTokenizer.tokenize(nested(corpus.get("references_raw"))));
            assertEquals(
                    OfficialCases.texts(corpus.get("prediction_tokenized")),
                    PtbTokenizer.tokenize(OfficialCases.texts(corpus.get("prediction_raw"))));
        }
    }

    private static List<String> values(JsonNode cases, String field) {
        return OfficialCases.each(cases).map(recorded -> recorded.get(field).asText()).toList();
    }

    private static List<String> nested(JsonNode lists) {
        return OfficialCases.each(lists)
                .flatMap(list -> OfficialCases.texts(list).stream())
                .toList();
    }
}
