package instructblip.results.metric.caption;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.metric.OfficialCases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaptionFiguresTest {

    static Stream<JsonNode> corpora() {
        return OfficialCases.each(OfficialCases.metric("caption_metrics.json").get("corpora"));
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void corpusScoresAsRecorded(JsonNode corpus) {
        assertFigures(
                corpus,
                CaptionFigures.of(
                        OfficialCases.texts(corpus.get("prediction_raw")),
                        lists(corpus.get("references_raw"))),
                captions(corpus, "prediction_tokenized", "references_tokenized"));
    }

    static Stream<JsonNode> smallCases() {
        return OfficialCases.each(OfficialCases.metric("bleu_rouge_small.json").get("cases"));
    }

    @ParameterizedTest
    @MethodSource("smallCases")
    void tokenizedTextScoresAsRecorded(JsonNode small) {
        List<TokenizedCaption> captions = captions(small, "candidates", "references");
        assertFigures(small, CaptionFigures.ofTokenized(captions), captions);
    }

    @Test
    void documentFrequencyCountsImagesNotReferences() {
        JsonNode corpus = corpora().findFirst().orElseThrow();
        List<TokenizedCaption> captions =
                captions(corpus, "prediction_tokenized", "references_tokenized");
        NGramNumbering numbering = new NGramNumbering();
        List<CountedCaption> counted = CountedCaption.count(captions, numbering);
        int[] images = Cider.documentFrequency(counted, numbering.size());
        corpus.get("document_frequency_sample")
                .properties()
                .forEach(
                        entry ->
                                assertEquals(
                                        entry.getValue().asInt(),
                                        images[last(numbering.count(entry.getKey()))],
                                        entry.getKey()));
        assertEquals(
                corpus.get("document_frequency_distinct_ngrams").asInt(),
                IntStream.of(images).filter(count -> count > 0).count());
    }

    private static int last(NGramCounts ngram) {
        return ngram.ids()[ngram.words() - 1][0];
    }

    private static void assertFigures(
            JsonNode recorded, CaptionFigures figures, List<TokenizedCaption> captions) {
        if (recorded.get("CIDEr").isNumber()) {
            assertClose(recorded.get("CIDEr_per_image"), figures.cider());
            assertClose(recorded.get("CIDEr").asDouble(), mean(figures.cider()));
        } else {
            assertEquals(
                    "ValueError: max() arg is an empty sequence", recorded.get("CIDEr").asText());
            assertEquals(Double.NaN, mean(figures.cider()));
        }
        assertClose(recorded.get("ROUGE_L_per_image"), figures.rougeL());
        assertClose(recorded.get("ROUGE_L").asDouble(), mean(figures.rougeL()));
        assertClose(recorded.get("Bleu"), figures.bleu());
        for (int image = 0; image < captions.size(); image++) {
            List<TokenizedCaption> one = captions.subList(image, image + 1);
            double[] bleu = CaptionFigures.ofTokenized(one).bleu();
            for (int order = 0; order < bleu.length; order++) {
                JsonNode expected = recorded.get("Bleu_per_image").get(order).get(image);
                assertClose(expected.asDouble(), bleu[order]);
            }
        }
    }

    private static void assertClose(JsonNode expected, double[] actual) {
        assertEquals(expected.size(), actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertClose(expected.get(i).asDouble(), actual[i]);
        }
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, 1e-9 * Math.max(expected, Double.MIN_NORMAL));
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static List<TokenizedCaption> captions(
            JsonNode recorded, String candidateField, String referenceField) {
        List<String> candidates = OfficialCases.texts(recorded.get(candidateField));
        List<List<String>> references = lists(recorded.get(referenceField));
        List<TokenizedCaption> captions = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            captions.add(new TokenizedCaption(candidates.get(i), references.get(i)));
        }
        return captions;
    }

    private static List<List<String>> lists(JsonNode lists) {
        return OfficialCases.each(lists).map(OfficialCases::texts).toList();
    }
}
