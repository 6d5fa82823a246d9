package instructblip.results.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The receiver operating characteristic of scores that should be higher where a label is true. */
final class RocCurve {

    private RocCurve() {}

    /**
     * The area under the curve, 0 to 1: the share of pairs of a true and a false label in which the
     * true one scores higher, a tie counting half. Not a number where there is no such pair.
     *
     * @param scores per label, none of them NaN
     */
    static double area(boolean[] labels, double[] scores) {
        List<Integer> rising =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> scores[i]))
                        .toList();
        double won = 0;
        long falseBelow = 0;
        long allTrue = 0;
        int at = 0;
        while (at < rising.size()) {
            long tiedTrue = 0;
            long tiedFalse = 0;
            double score = scores[rising.get(at)];
            while (at < rising.size() && scores[rising.get(at)] == score) {
                if (labels[rising.get(at)]) {
                    tiedTrue++;
                } else {
                    tiedFalse++;
                }
                at++;
            }
            won += tiedTrue * (falseBelow + tiedFalse / 2.0);
            falseBelow += tiedFalse;
            allTrue += tiedTrue;
        }
        return won / (double) (allTrue * falseBelow);
    }
}
