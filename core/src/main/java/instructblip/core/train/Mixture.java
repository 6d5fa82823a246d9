package instructblip.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws samples of several data sets: first the set, by its size, then the next of its samples in
 * an order that is shuffled anew in each round. The same seed gives the same draws; a run that is
 * taken up again makes the draws that it had made once more.
 */
public final class Mixture {

    private final List<Part> parts;
    private final double[] upTo;
    private final Random sets;
    private final List<Rounds> rounds = new ArrayList<>();
    private long draws;

    /** How a set's size decides its share. */
    public enum Law {
        /** The paper's: by the square root of its size. */
        SQRT(0.5),
        /** By its size. */
        PROPORTIONAL(1),
        /** All sets alike. */
        UNIFORM(0);

        private final double power;

        Law(double power) {
            this.power = power;
        }
    }

    /**
     * @param samples that there are to draw from
     * @param size that decides the share; mostly the number of samples
     * @param weight times which the share is taken
     */
    public record Part(int samples, long size, double weight) {

        /**
         * @throws IllegalArgumentException when there is nothing to draw, or no share
         */
        public Part {
            if (samples < 1 || size < 1 || !(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("a part has samples, a size and a weight");
            }
        }

        /** A set whose share is decided by its own size alone. */
        public Part(int samples) {
            this(samples, samples, 1);
        }
    }

    /**
     * @param set index of the set
     * @param sample index within it
     * @param seed for what else is drawn for this sample, as its template
     */
    public record Draw(int set, int sample, long seed) {}

    /**
     * @param parts at least one
     */
    public Mixture(List<Part> parts, Law law, long seed) {
        this.parts = List.copyOf(parts);
        this.sets = new Random(seed);
        this.upTo = new double[parts.size()];
        double sum = 0;
        for (int i = 0; i < parts.size(); i++) {
            sum += parts.get(i).weight() * Math.pow(parts.get(i).size(), law.power);
            upTo[i] = sum;
            rounds.add(new Rounds(parts.get(i).samples(), new Random(sets.nextLong())));
        }
    }

    /** The share of draws that a set gets. */
    public double share(int set) {
        return (upTo[set] - (set == 0 ? 0 : upTo[set - 1])) / upTo[parts.size() - 1];
    }

    /** Draws made so far. */
    public long draws() {
        return draws;
    }

    /** The next sample. */
    public Draw next() {
        draws++;
        double at = sets.nextDouble() * upTo[upTo.length - 1];
        int set = 0;
        while (set < upTo.length - 1 && at >= upTo[set]) {
            set++;
        }
        return new Draw(set, rounds.get(set).next(), sets.nextLong());
    }

    /** Makes draws that were made before. */
    public void skip(long count) {
        for (long i = 0; i < count; i++) {
            next();
        }
    }

    /** The samples of one set, round by round. */
    private static final class Rounds {

        private final int[] order;
        private final Random random;
        private int at;

        Rounds(int samples, Random random) {
            this.order = new int[samples];
            this.random = random;
            for (int i = 0; i < samples; i++) {
                order[i] = i;
            }
            this.at = samples;
        }

        int next() {
            if (at == order.length) {
                shuffle();
                at = 0;
            }
            return order[at++];
        }

        private void shuffle() {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
        }
    }
}
