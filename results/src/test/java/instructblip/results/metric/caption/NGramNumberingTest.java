package instructblip.results.metric.caption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NGramNumberingTest {

    @Test
    void repeatedNGramsAreCountedOnce() {
        NGramCounts counts = new NGramNumbering().count("go go stop go go");
        assertEquals(5, counts.words());
        assertArrayEquals(new int[] {4, 1}, counts.counts()[0]);
        assertEquals(3, IntStream.of(counts.counts()[1]).filter(count -> count > 0).count());
        assertEquals(4, counts.total(1));
        assertEquals(0, new NGramNumbering().count("").total(0));
        assertEquals(0, new NGramNumbering().count("two words").total(3));
    }

    @Test
    void equalNGramsHaveEqualNumbersAndOthersOthers() {
        NGramNumbering numbering = new NGramNumbering();
        Set<Integer> seen = new HashSet<>();
        for (int text = 0; text < 3000; text++) {
            for (int[] ids : numbering.count(words(text)).ids()) {
                IntStream.of(ids).forEach(seen::add);
            }
        }
        assertEquals(3000 * 4 + 6, seen.size());
        assertEquals(seen.size(), numbering.size());
        assertArrayEquals(numbering.count(words(7)).ids(), numbering.count(words(7)).ids());
        assertEquals(seen.size(), numbering.size());
    }

    /** Four words of which the first is the text's own: every n-gram that begins with it is new. */
    private static String words(int text) {
        return "w" + text + " x y z";
    }
}
