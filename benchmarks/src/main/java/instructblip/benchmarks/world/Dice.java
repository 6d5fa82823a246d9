package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Chance that is the same on every platform: the sequence of {@link Random} is specified. */
final class Dice {

    private final Random random;

    private Dice(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Dice of their own for a purpose and a number, whatever else is thrown.
     *
     * @param seed that the user gives
     */
    static Dice of(long seed, String purpose, int number) {
        return new Dice(mixed(mixed(mixed(seed) + purpose.hashCode()) + number));
    }

    /** Neighbouring numbers would begin alike without it (the last step of SplitMix64). */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A whole number from 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T any(List<T> things) {
        return things.get(below(things.size()));
    }

    /** All of them in any order. */
    <T> List<T> shuffled(List<T> things) {
        List<T> shuffled = new ArrayList<>(things);
        for (int at = shuffled.size() - 1; at > 0; at--) {
            int other = below(at + 1);
            T thing = shuffled.get(at);
            shuffled.set(at, shuffled.get(other));
            shuffled.set(other, thing);
        }
        return shuffled;
    }
}
