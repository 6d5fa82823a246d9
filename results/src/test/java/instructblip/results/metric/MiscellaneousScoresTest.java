package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code misc_metrics.json}. */
class MiscellaneousScoresTest {

    private static final JsonNode RECORDED = OfficialCases.metric("misc_metrics.json");

    @Test
    void ivqa() {
        List<SampleRecord> records = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (JsonNode recorded : RECORDED.at("/ivqa/cases")) {
            List<String> answers = OfficialCases.texts(recorded.get("answers"));
            records.add(record(records, recorded.get("prediction"), answers));
            scores.add(100 * recorded.get("acc").asDouble());
        }
        Evaluation evaluation = new IvqaAccuracy().evaluate(records);
        assertEquals(scores, List.copyOf(evaluation.perSample().values()));
        assertEquals(100 * RECORDED.at("/ivqa/overall").asDouble(), evaluation.value(), 1e-12);
    }

    @Test
    void videoQuestions() {
        List<SampleRecord> records = new ArrayList<>();
        for (JsonNode recorded : RECORDED.at("/msvd_msrvtt_qa/cases")) {
            List<String> answer = List.of(recorded.get("answer").asText());
            records.add(record(records, recorded.get("prediction"), answer));
        }
        double accuracy = 100 * RECORDED.at("/msvd_msrvtt_qa/acc").asDouble();
        Evaluation evaluation = VideoQaAccuracy.exact().evaluate(records);
        assertEquals(accuracy, evaluation.value(), 1e-12);
        assertEquals(Map.of("exact_match", accuracy), evaluation.also());
    }

    static Stream<Arguments> gqaColumns() {
        return Stream.of(
                Arguments.of("official_eval_py", GqaAccuracy.officialToTheLetter()),
                Arguments.of("lavis_gqa_task", GqaAccuracy.lavis()),
                Arguments.of("lmms_eval_exact_match", GqaAccuracy.lmmsEval()),
                Arguments.of("vlmevalkit_accuracy", GqaAccuracy.vlmEvalKit()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gqaColumns")
    void gqa(String column, Metric metric) {
        List<SampleRecord> records = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (JsonNode recorded : RECORDED.at("/gqa/cases")) {
            List<String> gold = List.of(recorded.get("gold").asText());
            records.add(record(records, recorded.get("prediction"), gold));
            scores.add(100 * recorded.get(column).asDouble());
        }
        Evaluation evaluation = metric.evaluate(records);
        assertEquals(scores, List.copyOf(evaluation.perSample().values()));
        assertEquals(RECORDED.at("/gqa/overall/" + column).asDouble(), evaluation.value(), 1e-12);
    }

    /** A question without a prediction counts as wrong there; here as answered with no word. */
    @Test
    void aokvqa() {
        List<SampleRecord> choices = new ArrayList<>();
        List<SampleRecord> texts = new ArrayList<>();
        for (JsonNode question : RECORDED.at("/aokvqa/dataset")) {
            String id = question.get("question_id").asText();
            String right = question.at("/choices/" + question.get("correct_choice_idx")).asText();
            choices.add(
                    record(choices, RECORDED.at("/aokvqa/mc_predictions/" + id), List.of(right)));
            texts.add(
                    Records.answered(
                            id,
                            RECORDED.at("/aokvqa/da_predictions/" + id).asText(),
                            OfficialCases.texts(question.get("direct_answers")),
                            OfficialCases.facts(question)));
        }
        assertEquals(
                RECORDED.at("/aokvqa/mc_acc").asDouble(),
                new ExactMatch().evaluate(choices).value(),
                1e-12);
        Evaluation direct = new AokvqaDirectAnswer().evaluate(texts);
        assertEquals(RECORDED.at("/aokvqa/da_acc").asDouble(), direct.value(), 1e-12);
        assertEquals(List.of("q1", "q2", "q4", "q5"), List.copyOf(direct.perSample().keySet()));
    }

    /** The problems follow a rule that the file states. */
    @Test
    void scienceQa() {
        List<SampleRecord> records = new ArrayList<>();
        for (int k = 0; k < 4241; k++) {
            records.add(scienceProblem(k));
        }
        Evaluation evaluation = ScienceQaAccuracy.byCategoryAndTopic().evaluate(records);
        Map<String, String> printed = new LinkedHashMap<>();
        evaluation.breakdown().forEach((name, value) -> printed.put(name, twoDigits(value)));
        printed.put("acc_average", twoDigits(evaluation.value()));
        assertEquals(OfficialCases.facts(RECORDED.at("/scienceqa/scores")), printed);
    }

    private static SampleRecord scienceProblem(int k) {
        int subject = k % 3;
        int chosen = k % 5 == 0 ? k % 3 : (k * 5 + k / 3) % 3;
        Map<String, Double> losses = new LinkedHashMap<>();
        for (int choice = 0; choice < 3; choice++) {
            losses.put("choice " + choice, choice == chosen ? 0.5 : 1.5);
        }
        Map<String, Object> facts =
                Map.of(
                        "answer",
                        k % 3,
                        "hint",
                        k % 4 == 0 ? "h" : "",
                        "has_image",
                        k % 2 == 0,
                        "grade",
                        "grade" + (1 + k % 12),
                        "subject",
                        List.of("natural science", "social science", "language science")
                                .get(subject),
                        "topic",
                        List.of("physics", "geography", "grammar").get(subject));
        return Records.ranked("" + (k + 10), "choice " + chosen, List.of("x"), losses, facts);
    }

    private static String twoDigits(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static SampleRecord record(
            List<SampleRecord> before, JsonNode prediction, List<String> references) {
        return Records.answered("" + before.size(), prediction.asText(), references, Map.of());
    }
}
