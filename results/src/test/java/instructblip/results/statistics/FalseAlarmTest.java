package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the test for a regression raises an alarm when the true loss is exactly the margin, and
 * how often it finds a larger one; {@link FalseAlarmSimulation} is the same with more pairs.
 */
class FalseAlarmTest {

    /** Enough that a rate of 0.05 has a standard deviation of 0.0126. */
    private static final int PAIRS = 300;

    /**
     * Three standard deviations around the level: a test that took ten questions on an image for
     * ten images would raise an alarm for every fifth pair.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "10, 0", "10, 1"})
    void raisesAFalseAlarmAsOftenAsItSays(int questions, double margin) {
        double level = DecisionRates.ALPHA;
        double deviation = Math.sqrt(level * (1 - level) / PAIRS);
        double rate = DecisionRates.of(pairs(questions), margin, margin, PAIRS).alarms();
        assertEquals(level, rate, 3 * deviation);
    }

    /** Three standard deviations, and what the plan is off since it looks at one pair. */
    @ParameterizedTest
    @CsvSource({"1", "10"})
    void findsTheDropThatThePlanNames(int questions) {
        SimulatedPairs pairs = pairs(questions);
        double drop = DecisionRates.plannedDrop(pairs);
        assertEquals(DecisionRates.POWER, DecisionRates.of(pairs, 0, drop, PAIRS).alarms(), 0.1);
    }

    private static SimulatedPairs pairs(int questions) {
        return questions == 1 ? SimulatedPairs.ONE_EACH : SimulatedPairs.TEN_EACH;
    }
}
