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
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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

    /** With fewer images, and with scores as skewed as captions', more is not promised. */
    private static final int ENOUGH = 100;

    private static final double LEAST = 0.03;
    private static final double MOST = 0.07;

    private static Map<String, PairSource> cases() {
        Map<String, PairSource> cases = new LinkedHashMap<>();
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
        cases.put("captions: skewed scores, 200 images", captions(200));
        cases.put("ten per image, five images change", new SimulatedPairs(50, 10, 0.1, 0.9, false));
        return cases;
    }

    /** Scores as CIDEr's: many low, some very high, and so are their changes. */
    private static PairSource captions(int images) {
        return (loss, random) -> {
            double[] baseline = new double[images];
            double[] candidate = new double[images];
            for (int i = 0; i < images; i++) {
                baseline[i] = 80 * Math.exp(0.7 * normal(random));
                boolean same = random.nextDouble() < 0.4;
                double rise = 60 * (Math.exp(0.8 * normal(random)) - Math.exp(0.32));
                candidate[i] = baseline[i] + (same ? 0 : rise) - loss;
            }
            return new PairedScores(baseline, candidate, IntStream.range(0, images).toArray());
        };
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
    }

    @Test
    void falseAlarmsStayNearTheLevel() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| pairs of runs | margin | samples that change | false alarms | false passes | drop of the plan | found |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|");
        for (Map.Entry<String, PairSource> simulated : cases().entrySet()) {
            for (double margin : new double[] {0, 1}) {
                lines.add(line(simulated.getKey(), simulated.getValue(), margin));
                Files.write(Path.of("target", "false-alarms.md"), lines);
            }
        }
    }

    private static String line(String name, PairSource pairs, double margin) {
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
        if (pairs instanceof SimulatedPairs simulated && simulated.images() >= ENOUGH) {
            assertTrue(atMargin.alarms() >= LEAST && atMargin.alarms() <= MOST, line);
        }
        return line;
    }
}
