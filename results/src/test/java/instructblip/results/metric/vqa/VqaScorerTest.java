package instructblip.results.metric.vqa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.metric.OfficialCases;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VqaScorerTest {

    private static final JsonNode CASES = OfficialCases.metric("vqa_accuracy.json");
    private static final JsonNode TEXT_VQA = OfficialCases.metric("m4c_evaluator.json");

    /** Columns of the file: who scored, and what a full score is there. */
    static Stream<Arguments> columns() {
        return Stream.of(
                Arguments.of("official_HEAD_acc100", VqaScorer.OFFICIAL, 100),
                Arguments.of("official_2016_acc100", VqaScorer.LAVIS, 100),
                Arguments.of("lavis_acc100", VqaScorer.LAVIS, 100),
                Arguments.of("lmms_eval_vqav2", VqaScorer.LMMS_EVAL_VQAV2, 1),
                Arguments.of("lmms_eval_vizwiz_okvqa_textvqa", VqaScorer.M4C, 1),
                Arguments.of("m4c_textvqa", VqaScorer.M4C, 1),
                Arguments.of("vlmevalkit", VqaScorer.VLMEVALKIT, 1),
                Arguments.of("vizwiz_official", VqaScorer.VIZWIZ, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("columns")
    void everyAnswerScoresAsPublished(String column, VqaScorer scorer, int full) {
        for (JsonNode question : CASES.get("cases")) {
            assertEquals(
                    question.get(column).asDouble(),
                    full * accuracy(scorer, question),
                    1e-9,
                    question::toString);
        }
    }

    static Stream<JsonNode> quirks() {
        return OfficialCases.each(CASES.get("dict_equality_quirk"));
    }

    @ParameterizedTest
    @MethodSource("quirks")
    void annotatorsThatCannotBeToldApartAreOne(JsonNode quirk) {
        List<HumanAnswer> annotators = new ArrayList<>();
        for (JsonNode answer : quirk.get("answers")) {
            String mark = answer.path("answer_id") + " " + answer.path("answer_confidence");
            annotators.add(new HumanAnswer(answer.get("answer").asText(), mark));
        }
        VqaScorer scorer =
                quirk.get("scorer").asText().equals("lavis") ? VqaScorer.LAVIS : VqaScorer.OFFICIAL;
        assertEquals(
                quirk.get("acc100").asDouble(),
                100 * scorer.accuracy(quirk.get("prediction").asText(), annotators),
                1e-9);
    }

    static Stream<JsonNode> fewAnnotators() {
        return OfficialCases.each(CASES.get("fewer_than_10_answers_official_HEAD"));
    }

    @ParameterizedTest
    @MethodSource("fewAnnotators")
    void fewAnnotatorsLeaveLessToAgreeWith(JsonNode question) {
        assertEquals(
                question.get("acc100").asDouble(),
                100 * accuracy(VqaScorer.OFFICIAL, question),
                1e-9);
    }

    static Stream<JsonNode> textVqaAnswers() {
        return OfficialCases.each(TEXT_VQA.get("accuracy_cases"));
    }

    @ParameterizedTest
    @MethodSource("textVqaAnswers")
    void textVqaAnswersScoreAsPublished(JsonNode recorded) {
        String answer = recorded.get("pred_answer").asText();
        List<HumanAnswer> annotators = annotators(recorded.get("gt_answers"));
        assertEquals(
                recorded.get("textvqa_acc").asDouble(),
                VqaScorer.M4C.accuracy(answer, annotators),
                1e-12);
        assertEquals(
                recorded.get("stvqa_acc").asDouble(),
                VqaScorer.ST_VQA.accuracy(answer, annotators));
        List<HumanAnswer> compared =
                annotators.stream()
                        .map(human -> human.as(AnswerForm.M4C.of(human.text())))
                        .toList();
        recorded.get("unique_answer_scores")
                .properties()
                .forEach(
                        entry ->
                                assertEquals(
                                        entry.getValue().asDouble(),
                                        Agreement.of(entry.getKey(), compared),
                                        1e-12));
    }

    @Test
    void textVqaWholesArePlainMeans() {
        assertEquals(TEXT_VQA.get("textvqa_overall").asDouble(), textVqaMean(VqaScorer.M4C), 1e-12);
        assertEquals(
                TEXT_VQA.get("stvqa_overall").asDouble(), textVqaMean(VqaScorer.ST_VQA), 1e-12);
    }

    private static double textVqaMean(VqaScorer scorer) {
        return textVqaAnswers()
                .mapToDouble(
                        recorded ->
                                scorer.accuracy(
                                        recorded.get("pred_answer").asText(),
                                        annotators(recorded.get("gt_answers"))))
                .average()
                .orElseThrow();
    }

    @Test
    void m4cWholeIsThePlainMean() {
        assertEquals(
                CASES.get("m4c_textvqa_overall").asDouble(),
                OfficialCases.each(CASES.get("cases"))
                        .mapToDouble(question -> accuracy(VqaScorer.M4C, question))
                        .average()
                        .orElseThrow(),
                1e-12);
    }

    @Test
    void meansAreTheOfficialOnes() {
        assertMeans(VqaScorer.OFFICIAL, CASES.at("/official_HEAD/overall_n2"), 2);
        assertMeans(VqaScorer.OFFICIAL, CASES.at("/official_HEAD/overall_n10"), 10);
        assertMeans(VqaScorer.LAVIS, CASES.at("/official_2016/overall_n10"), 10);
        assertMeans(VqaScorer.LAVIS, CASES.at("/lavis/overall_n2"), 2);
        assertMeans(VqaScorer.LAVIS, CASES.at("/lavis/overall_n10"), 10);
    }

    private static void assertMeans(VqaScorer scorer, JsonNode printed, int digits) {
        Map<String, List<Double>> groups = new LinkedHashMap<>();
        for (JsonNode question : CASES.get("cases")) {
            double accuracy = accuracy(scorer, question);
            Stream.of(
                            "/overall",
                            "/perQuestionType/" + escape(question, "question_type"),
                            "/perAnswerType/" + escape(question, "answer_type"))
                    .forEach(
                            group ->
                                    groups.computeIfAbsent(group, name -> new ArrayList<>())
                                            .add(accuracy));
        }
        groups.forEach(
                (group, accuracies) -> {
                    double sum = accuracies.stream().mapToDouble(x -> x).sum();
                    BigDecimal mean = new BigDecimal(100 * sum / accuracies.size());
                    assertEquals(
                            printed.at(group).asDouble(),
                            mean.setScale(digits, RoundingMode.HALF_EVEN).doubleValue(),
                            group);
                });
    }

    /** As a part of a JSON pointer, where a slash is written {@code ~1}. */
    private static String escape(JsonNode question, String field) {
        return question.get(field).asText().replace("/", "~1");
    }

    private static double accuracy(VqaScorer scorer, JsonNode question) {
        return scorer.accuracy(
                question.get("prediction").asText(), annotators(question.get("answers")));
    }

    private static List<HumanAnswer> annotators(JsonNode texts) {
        List<HumanAnswer> annotators = new ArrayList<>();
        for (JsonNode text : texts) {
            annotators.add(new HumanAnswer(text.asText(), "" + annotators.size()));
        }
        return annotators;
    }
}
