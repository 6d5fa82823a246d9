package instructblip.results.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(Axis.Tick::label).toList();
    }

    @Test
    void sharesGoFrom0To100() {
        Axis axis = Axis.ofScores(DoubleStream.of(3, 99.5, Double.NaN));
        assertEquals(List.of("0", "25", "50", "75", "100"), labels(axis));
        assertEquals("62.500%", axis.at(62.5));
        assertEquals("12.500%", axis.between(50, 62.5));
    }

    @Test
    void captionsMayGoFurther() {
        Axis axis = Axis.ofScores(DoubleStream.of(20, 123.1));
        assertEquals(List.of("0", "25", "50", "75", "100", "125"), labels(axis));
        assertEquals("100.000%", axis.at(125));
    }

    @Test
    void differencesHaveZeroInTheMiddle() {
        Axis axis = Axis.ofDifferences(DoubleStream.of(-0.31, 0.12));
        assertEquals(List.of("-0.4", "-0.2", "0", "0.2", "0.4"), labels(axis));
        assertEquals("50.000%", axis.at(0));
        assertEquals(
                List.of("-1", "-0.5", "0", "0.5", "1"),
                labels(Axis.ofDifferences(DoubleStream.of(0))));
    }

    /** From a file that was written by hand. */
    @ParameterizedTest
    @ValueSource(
            doubles = {1e300, -1e300, 1e-300, Double.MAX_VALUE, Double.POSITIVE_INFINITY, 5e-324})
    void absurdValuesStayOnTheScale(double value) {
        for (Axis axis :
                List.of(
                        Axis.ofScores(DoubleStream.of(value)),
                        Axis.ofDifferences(DoubleStream.of(value)))) {
            assertTrue(axis.ticks().size() <= 8, labels(axis).toString());
            double place = Double.parseDouble(axis.at(value).replace("%", ""));
            assertTrue(place >= 0 && place <= 100, axis.at(value));
        }
    }
}
