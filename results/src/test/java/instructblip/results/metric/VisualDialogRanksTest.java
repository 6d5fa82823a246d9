package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.metric.dialog.OptionRanks;
import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VisualDialogRanksTest {

    private static final JsonNode RECORDED = OfficialCases.metric("visdial_metrics.json");

    static Stream<JsonNode> exactCases() {
        return OfficialCases.each(RECORDED.get("cases"))
                .filter(recorded -> recorded.get("assert_exact").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("exactCases")
    void figuresAreTheOfficialOnes(JsonNode recorded) {
        Evaluation evaluation = new VisualDialogRanks().evaluate(records(recorded));
        JsonNode sparse = recorded.get("sparse");
        assertClose(100 * sparse.get("mrr").asDouble(), evaluation.value());
        assertClose(100 * sparse.get("r@1").asDouble(), evaluation.also().get("r@1"));
        assertClose(100 * sparse.get("r@5").asDouble(), evaluation.also().get("r@5"));
        assertClose(100 * sparse.get("r@10").asDouble(), evaluation.also().get("r@10"));
        assertClose(sparse.get("mean").asDouble(), evaluation.also().get("mean_rank"));
        assertClose(100 * recorded.get("ndcg").asDouble(), evaluation.also().get("ndcg"));
        List<Double> reciprocals =
                OfficialCases.each(recorded.get("gt_ranks"))
                        .map(rank -> 100.0 / rank.asInt())
                        .toList();
        assertEquals(reciprocals, List.copyOf(evaluation.perSample().values()));
    }

    @ParameterizedTest
    @MethodSource("exactCases")
    void everyUntiedOptionHasItsOfficialRank(JsonNode recorded) {
        List<JsonNode> ranks =
                OfficialCases.each(recorded.get("ranks")).flatMap(OfficialCases::each).toList();
        List<SampleRecord> records = records(recorded);
        for (int round = 0; round < records.size(); round++) {
            double[] losses = RankedCandidates.losses(records.get(round));
            OptionRanks options = new OptionRanks(losses);
            for (int option = 0; option < losses.length; option++) {
                double loss = losses[option];
                if (DoubleStream.of(losses).filter(other -> other == loss).count() == 1) {
                    assertEquals(ranks.get(round).get(option).asInt(), options.rank(option));
                }
            }
        }
    }

    static Stream<JsonNode> casesWithUndefinedTies() {
        return OfficialCases.each(RECORDED.get("cases"))
                .filter(recorded -> !recorded.get("assert_exact").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("casesWithUndefinedTies")
    void tiedRanksLieWithinTheTie(JsonNode recorded) {
        List<Double> reciprocals =
                List.copyOf(
                        new VisualDialogRanks().evaluate(records(recorded)).perSample().values());
        for (int round = 0; round < reciprocals.size(); round++) {
            double rank = 100 / reciprocals.get(round);
            assertTrue(rank >= recorded.get("gt_rank_best").get(round).asInt() - 1e-9);
            assertTrue(rank <= recorded.get("gt_rank_worst").get(round).asInt() + 1e-9);
        }
    }

    @Test
    void roundWithoutAnyRelevantOptionHasNoGain() {
        assertEquals("nan", RECORDED.get("ndcg_with_an_all_zero_relevance_row").asText());
        SampleRecord record = round(Map.of("gt_index", 1, "relevance", List.of(0, 0)));
        Evaluation evaluation = new VisualDialogRanks().evaluate(List.of(record));
        assertEquals(Double.NaN, evaluation.also().get("ndcg"));
        assertEquals(50, evaluation.value());
    }

    @Test
    void equalOptionsShareALossAndKeepTheirPlaces() {
        SampleRecord record =
                new SampleRecord(
                        "visdial",
                        "1/1",
                        List.of(),
                        "",
                        List.of("no"),
                        List.of("yes", "no", "yes", "no"),
                        Optional.of("yes"),
                        Map.of("yes", 0.5, "no", 1.0),
                        Optional.empty(),
                        Map.of("gt_index", 3));
        Evaluation evaluation = new VisualDialogRanks().evaluate(List.of(record));
        assertEquals(4, evaluation.also().get("mean_rank"));
        assertEquals(
                List.of("r@1", "r@5", "r@10", "mean_rank"),
                List.copyOf(evaluation.also().keySet()));
    }

    @Test
    void faultyRecordsAreNamed() {
        assertFault(
                Map.of(), "the fact \"gt_index\" is missing; expected a whole number from 0 to 1");
        assertFault(
                Map.of("gt_index", 2),
                "the fact \"gt_index\" is 2; expected a whole number from 0 to 1");
        assertFault(
                Map.of("gt_index", "x"),
                "the fact \"gt_index\" is x; expected a whole number from 0 to 1");
        assertFault(
                Map.of("gt_index", 0, "relevance", List.of(1)),
                "the fact \"relevance\" is [1]; expected a list of 2 numbers");
        assertFault(
                Map.of("gt_index", 0, "relevance", List.of(1, "a")),
                "the fact \"relevance\" is [1, a]; expected a list of 2 numbers");
    }

    private static void assertFault(Map<String, Object> facts, String fault) {
        List<SampleRecord> records = List.of(round(facts));
        VisualDialogRanks metric = new VisualDialogRanks();
        assertEquals(
                "test, sample 7/2: " + fault,
                assertThrows(UnscorableRecordException.class, () -> metric.evaluate(records))
                        .getMessage());
    }

    private static SampleRecord round(Map<String, Object> facts) {
        Map<String, Double> losses = new LinkedHashMap<>();
        losses.put("yes", 1.0);
        losses.put("no", 2.0);
        return Records.ranked("7/2", "yes", List.of("no"), losses, facts);
    }

    /** The file has scores, of which the highest is best. */
    private static List<SampleRecord> records(JsonNode recorded) {
        List<SampleRecord> records = new ArrayList<>();
        for (int dialog = 0; dialog < recorded.get("scores").size(); dialog++) {
            JsonNode rounds = recorded.get("scores").get(dialog);
            JsonNode dense = recorded.get("dense").get(dialog);
            for (int round = 0; round < rounds.size(); round++) {
                Map<String, Object> facts = new HashMap<>();
                facts.put("gt_index", recorded.get("gt_index").get(dialog).get(round).asInt());
                if (dense.get("round_index").asInt() == round) {
                    facts.put("relevance", OfficialCases.numbers(dense.get("gt_relevance")));
                }
                Map<String, Double> losses = new LinkedHashMap<>();
                for (JsonNode score : rounds.get(round)) {
                    losses.put("option " + losses.size(), -score.asDouble());
                }
                String id = dialog + "/" + (round + 1);
                records.add(Records.ranked(id, "", List.of("x"), losses, facts));
            }
        }
        return records;
    }

    /** The official program works in single precision. */
    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, 1e-6 * Math.max(1, expected));
    }
}
