package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The simulation behind the numbers in {@code docs/gate.md}: 2,000 pairs of runs for every case,
 * which takes minutes, so that it only runs when it is named.
 *
 * <pre>{@code mvn -pl results test -Dtest=FalseAlarmSimulation}</pre>
 *
 * writes {@code results/target/false-alarms.md}.
 */
class FalseAlarmSimulation {

    private static final int PAIRS = 2000;
    private static final double LEAST = 0.03;
    private static final double MOST = 0.07;

    private static Map<String, SimulatedPairs> cases() {
        Map<String, SimulatedPairs> cases = new LinkedHashMap<>();
        cases.put("one question per image, right or wrong", SimulatedPairs.ONE_EACH);
        cases.put("ten per image, right or wrong", SimulatedPairs.TEN_EACH);
        cases.put(
                "ten per image, all moving together", new SimulatedPairs(400, 10, 0.1, 0.9, false));
        cases.put(
                "one to forty per image, right or wrong",
                new SimulatedPairs(200, -10, 0.4, 0.3, false));
        cases.put(
                "one per image, agreement of annotators",
                new SimulatedPairs(1500, 1, 0.1, 1, true));
        cases.put(
                "ten per image, agreement of annotators",
                new SimulatedPairs(150, 10, 0.4, 0.3, true));
        return cases;
    }

    @Test
    void falseAlarmsStayNearTheLevel() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| pairs of runs | margin | samples that change | false alarms | false passes | drop of the plan | found |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|");
        for (Map.Entry<String, SimulatedPairs> simulated : cases().entrySet()) {
            for (double margin : new double[] {0, 1}) {
                lines.add(line(simulated.getKey(), simulated.getValue(), margin));
            }
        }
        Files.write(Path.of("target", "false-alarms.md"), lines);
    }

    private static String line(String name, SimulatedPairs pairs, double margin) {
        DecisionRates atMargin = DecisionRates.of(pairs, margin, margin, PAIRS);
        double drop = DecisionRates.plannedDrop(pairs);
        DecisionRates below = DecisionRates.of(pairs, margin, margin + drop, PAIRS);
        String line =
                String.format(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f | %.3f | %.3f | %.2f | %.3f |",
                        name,
                        margin,
                        atMargin.changed(),
                        atMargin.alarms(),
                        atMargin.passes(),
                        drop,
                        below.alarms());
        assertTrue(atMargin.alarms() >= LEAST && atMargin.alarms() <= MOST, line);
        return line;
    }
}
