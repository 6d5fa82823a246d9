package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RocCurveTest {

    private static final JsonNode RECORDED = OfficialCases.metric("auc.json");

    static Stream<JsonNode> cases() {
        return OfficialCases.each(RECORDED.get("cases"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areaIsTheRecordedOne(JsonNode recorded) {
        double area = RocCurve.area(labels(recorded), scores(recorded));
        assertEquals(recorded.get("roc_auc_sklearn").asDouble(), area, 1e-12);
        assertEquals(recorded.get("roc_auc_pair_definition").asDouble(), area, 1e-12);
    }

    static Stream<JsonNode> singleClasses() {
        return OfficialCases.each(RECORDED.get("single_class"));
    }

    @ParameterizedTest
    @MethodSource("singleClasses")
    void oneClassHasNoArea(JsonNode recorded) {
        boolean[] labels = labels(recorded);
        assertEquals(Double.NaN, RocCurve.area(labels, new double[labels.length]));
    }

    private static boolean[] labels(JsonNode recorded) {
        boolean[] labels = new boolean[recorded.get("labels").size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = recorded.get("labels").get(i).asInt() == 1;
        }
        return labels;
    }

    private static double[] scores(JsonNode recorded) {
        return OfficialCases.each(recorded.get("scores")).mapToDouble(JsonNode::asDouble).toArray();
    }
}
