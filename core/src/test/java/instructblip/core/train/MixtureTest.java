package instructblip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.train.Mixture.Draw;
import instructblip.core.train.Mixture.Law;
import instructblip.core.train.Mixture.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixtureTest {

    private static final int DRAWS = 100_000;

    private static final List<Part> PARTS =
            List.of(new Part(400), new Part(100, 10_000, 1), new Part(25), new Part(9, 900, 0.4));

    @ParameterizedTest
    @EnumSource(Law.class)
    void frequenciesFollowTheSharesOfTheSizes(Law law) {
        double[] wanted =
                switch (law) {
                    case SQRT -> new double[] {20, 100, 5, 0.4 * 30};
                    case PROPORTIONAL -> new double[] {400, 10_000, 25, 0.4 * 900};
                    case UNIFORM -> new double[] {1, 1, 1, 0.4};
                };
        double sum = IntStream.range(0, 4).mapToDouble(i -> wanted[i]).sum();
        Mixture mixture = new Mixture(PARTS, law, 17);
        int[] counts = new int[4];
        for (int i = 0; i < DRAWS; i++) {
            counts[mixture.next().set()]++;
        }
        for (int i = 0; i < 4; i++) {
            double p = wanted[i] / sum;
            assertEquals(p, mixture.share(i), 1e-12);
            assertEquals(DRAWS * p, counts[i], 3 * Math.sqrt(DRAWS * p * (1 - p)), law + " " + i);
        }
    }

    @Test
    void everySampleComesOnceARound() {
        Mixture mixture = new Mixture(List.of(new Part(50)), Law.SQRT, 3);
        List<List<Integer>> rounds = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            rounds.add(IntStream.range(0, 50).mapToObj(i -> mixture.next().sample()).toList());
            assertEquals(50, new HashSet<>(rounds.get(round)).size());
        }
        assertEquals(3, Set.copyOf(rounds).size());
    }

    @Test
    void drawsAreTheSeedsAndCanBeSkipped() {
        Mixture mixture = new Mixture(PARTS, Law.SQRT, 5);
        List<Draw> draws = draws(mixture, 3000);
        assertEquals(3000, mixture.draws());
        assertEquals(draws, draws(new Mixture(PARTS, Law.SQRT, 5), 3000));
        assertNotEquals(draws, draws(new Mixture(PARTS, Law.SQRT, 6), 3000));
        Mixture resumed = new Mixture(PARTS, Law.SQRT, 5);
        resumed.skip(1234);
        assertEquals(draws.subList(1234, 3000), draws(resumed, 3000 - 1234));
        assertTrue(draws.stream().mapToLong(Draw::seed).distinct().count() > 2990);
    }

    private static List<Draw> draws(Mixture mixture, int count) {
        return IntStream.range(0, count).mapToObj(i -> mixture.next()).toList();
    }

    @Test
    void nothingToDrawIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Part(0));
        assertThrows(IllegalArgumentException.class, () -> new Part(1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Part(1, 1, Double.NaN));
    }
}
