package instructblip.core.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.request.Generate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bookkeeping of one sample's beams, step by step; a vocabulary of ten, 9 and 8 end a text. */
class BeamsTest {

    private static final int VOCABULARY = 10;
    private static final Set<Integer> ENDS = Set.of(9, 8);

    private static Generate settings(int beams, int most, double lengthPenalty) {
        return new Generate(beams, most, 0, lengthPenalty, 1.0, false);
    }

    private static Beams beams(int beams, int most, double lengthPenalty) {
        return new Beams(settings(beams, most, lengthPenalty), ENDS, VOCABULARY, -1);
    }

    private static List<List<Integer>> running(Beams beams) {
        return beams.running().stream().map(Beams.Beam::ids).toList();
    }

    @Test
    void looksAtEnoughContinuationsForEveryEndToken() {
        assertEquals(10, Beams.continuations(5, Set.of()));
        assertEquals(10, Beams.continuations(5, Set.of(1)));
        assertEquals(15, Beams.continuations(5, Set.of(1, 2)));
    }

    @Test
    void theBestThatDoNotEndRunOn() {
        Beams beams = beams(2, 5, 1.0);
        beams.advance(new float[] {-1, -2, -3, -4}, new long[] {3, 9, 4, 5}, 0);
        assertEquals(List.of(List.of(3), List.of(4)), running(beams));
        assertEquals(List.of(-1, -1), beams.parents());
        assertEquals(List.of(0, 1), beams.running().stream().map(Beams.Beam::node).toList());
        assertFalse(beams.done());

        beams.advance(new float[] {-3.5f, -3.6f, -5, -6}, new long[] {17, 2, 11, 4}, 2);
        assertEquals(List.of(List.of(4, 7), List.of(3, 2)), running(beams));
        assertEquals(List.of(1, 0), beams.parents());
        assertEquals(List.of(2, 3), beams.running().stream().map(Beams.Beam::node).toList());
    }

    @Test
    void anEndBehindTheBestKIsForgotten() {
        Beams beams = beams(2, 1, 0.0);
        beams.advance(new float[] {-1, -2, -2.5f, -3}, new long[] {3, 4, 9, 5}, 0);
        assertTrue(beams.done());
        assertEquals(List.of(3), beams.best().ids());
        assertEquals(-1.0, beams.best().score());

        Beams longer = beams(2, 9, 0.0);
        longer.advance(new float[] {-1, -2, -2.5f, -3}, new long[] {3, 4, 9, 5}, 0);
        longer.advance(new float[] {-9, -9.5f, -9.6f, -9.7f}, new long[] {9, 18, 1, 2}, 2);
        assertTrue(longer.done());
        assertEquals(List.of(3, 9), longer.best().ids());
    }

    @Test
    void theScoreIsTheSumByALengthToThePenalty() {
        for (double penalty : new double[] {-2, -1, 0, 0.5, 1, 2}) {
            Beams beams = beams(1, 3, penalty);
            beams.advance(new float[] {-1, -2}, new long[] {1, 2}, 0);
            beams.advance(new float[] {-2, -3}, new long[] {1, 2}, 1);
            beams.advance(new float[] {-4.5f, -5}, new long[] {7, 2}, 2);
            assertTrue(beams.done());
            assertEquals(List.of(1, 1, 7), beams.best().ids());
            assertEquals(-4.5 / Math.pow(3, penalty), beams.best().score(), 1e-12);
        }
    }

    @Test
    void endsWhenKAreFinishedAndTheBestRunningCannotBeatTheWorst() {
        Beams stops = beams(1, 9, 0.0);
        stops.advance(new float[] {-1, -1.5f, -2}, new long[] {9, 3, 4}, 0);
        assertTrue(stops.done());
        assertEquals(List.of(9), stops.best().ids());

        Beams goesOn = beams(2, 9, 1.0);
        goesOn.advance(new float[] {-1, -1.1f, -2.5f}, new long[] {9, 3, 4}, 0);
        assertFalse(goesOn.done(), "one finished text is not two");
        goesOn.advance(new float[] {-2.3f, -2.4f, -9}, new long[] {5, 9, 6}, 2);
        assertFalse(goesOn.done(), "-2.3 / 2 beats -2.4 / 2");
        goesOn.advance(new float[] {-3.3f, -3.9f, -9.5f}, new long[] {9, 5, 6}, 4);
        assertTrue(goesOn.done(), "-3.9 / 3 does not beat -3.3 / 3");
        assertEquals(List.of(9), goesOn.best().ids());
    }

    @Test
    void aNegativePenaltyPrefersShortTexts() {
        Beams beams = beams(2, 3, -1.0);
        beams.advance(new float[] {-1, -1.2f, -3, -4}, new long[] {1, 9, 2, 3}, 0);
        beams.advance(new float[] {-1.1f, -1.3f, -4, -5}, new long[] {8, 1, 2, 3}, 2);
        assertEquals(List.of(9), beams.best().ids());
        assertEquals(-1.2, beams.best().score(), 1e-6);
    }

    @Test
    void theLongestTextEndsWithoutAnEndToken() {
        Beams beams = beams(2, 2, 1.0);
        beams.advance(new float[] {-1, -2, -3, -4}, new long[] {1, 2, 3, 4}, 0);
        beams.advance(new float[] {-2, -3, -4, -5}, new long[] {5, 15, 6, 7}, 2);
        assertTrue(beams.done());
        assertEquals(List.of(1, 5), beams.best().ids());
    }

    @Test
    void barredContinuationsAreNone() {
        Beams beams = beams(3, 4, 1.0);
        float none = Float.NEGATIVE_INFINITY;
        beams.advance(new float[] {-1, none, none, none, none, none}, new long[6], 0);
        assertEquals(List.of(List.of(0)), running(beams));

        Beams nothing = beams(3, 4, 1.0);
        nothing.advance(new float[] {none, none}, new long[2], 0);
        assertTrue(nothing.done());
        assertFalse(nothing.best().finite());
    }

    @Test
    void anAbandonedSampleIsNotFinite() {
        Beams beams = beams(1, 9, 0.0);
        beams.advance(new float[] {-1, -1.5f}, new long[] {3, 4}, 0);
        beams.abandon();
        assertTrue(beams.done());
        assertFalse(beams.best().finite());
    }
}
