package instructblip.results.metric.dialog;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Options by rising loss, ties in option order. The program of the Visual Dialog challenge sorts
 * ties in an undefined order (torch's unstable sort); this order is the one that repeats.
 */
public final class OptionRanks {

    private final int[] order;

    /**
     * @param losses per option, at least one, none of them NaN
     */
    public OptionRanks(double[] losses) {
        // Adding zero makes minus zero a zero: the two are a tie.
        order =
                IntStream.range(0, losses.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(option -> losses[option] + 0.0))
                        .mapToInt(option -> option)
                        .toArray();
    }

    /** Place of an option, from 1. */
    public int rank(int option) {
        int place = 0;
        while (order[place] != option) {
            place++;
        }
        return place + 1;
    }

    /**
     * Normalised discounted cumulative gain, 0 to 1, over as many places as there are options of
     * any relevance; not a number where there is none, as officially.
     *
     * @param relevance per option
     */
    public double gain(double[] relevance) {
        int places =
                (int) IntStream.range(0, relevance.length).filter(i -> relevance[i] != 0).count();
        double[] ideal =
                IntStream.range(0, relevance.length)
                        .mapToDouble(i -> -relevance[i])
                        .sorted()
                        .toArray();
        double gained = 0;
        double possible = 0;
        for (int place = 0; place < places; place++) {
            double discount = Math.log(place + 2) / Math.log(2);
            gained += relevance[order[place]] / discount;
            possible += -ideal[place] / discount;
        }
        return gained / possible;
    }
}
