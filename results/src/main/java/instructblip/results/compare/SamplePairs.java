package instructblip.results.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Which places of two runs' files hold the same samples, in the baseline's order.
 *
 * @param baseline places in its file
 * @param candidate places in its file, as many
 */
record SamplePairs(int[] baseline, int[] candidate) {

    /** All samples that both have, by id. */
    static SamplePairs of(SampleTraits ours, SampleTraits theirs) {
        if (Arrays.equals(ours.ids(), theirs.ids())) {
            int[] all = new int[ours.count()];
            Arrays.setAll(all, i -> i);
            return new SamplePairs(all, all);
        }
        Map<String, Integer> places = theirs.places();
        int[] left = new int[ours.count()];
        int[] right = new int[ours.count()];
        int count = 0;
        for (int i = 0; i < ours.count(); i++) {
            Integer place = places.get(ours.ids()[i]);
            if (place != null) {
                left[count] = i;
                right[count] = place;
                count++;
            }
        }
        return new SamplePairs(Arrays.copyOf(left, count), Arrays.copyOf(right, count));
    }

    int count() {
        return baseline.length;
    }

    /** Those that both answered and that have a right answer in both. */
    SamplePairs scored(SampleTraits ours, SampleTraits theirs) {
        int[] left = new int[count()];
        int[] right = new int[count()];
        int count = 0;
        for (int i = 0; i < count(); i++) {
            if (isAnswered(i, ours, theirs) && isLabelled(i, ours, theirs)) {
                left[count] = baseline[i];
                right[count] = candidate[i];
                count++;
            }
        }
        return new SamplePairs(Arrays.copyOf(left, count), Arrays.copyOf(right, count));
    }

    /** What {@link #scored} does not have, of all that either run has. */
    LeftOut leftOut(SampleTraits ours, SampleTraits theirs) {
        int unlabelled = 0;
        for (int i = 0; i < count(); i++) {
            boolean missing = !isLabelled(i, ours, theirs);
            unlabelled += isAnswered(i, ours, theirs) && missing ? 1 : 0;
        }
        return new LeftOut(
                failed(ours),
                failed(theirs),
                without(ours, baseline),
                without(theirs, candidate),
                unlabelled);
    }

    private boolean isAnswered(int pair, SampleTraits ours, SampleTraits theirs) {
        return !ours.failed()[baseline[pair]] && !theirs.failed()[candidate[pair]];
    }

    private boolean isLabelled(int pair, SampleTraits ours, SampleTraits theirs) {
        return ours.labelled()[baseline[pair]] && theirs.labelled()[candidate[pair]];
    }

    private static List<String> failed(SampleTraits traits) {
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < traits.count(); i++) {
            if (traits.failed()[i]) {
                failed.add(traits.ids()[i]);
            }
        }
        return failed;
    }

    private static List<String> without(SampleTraits traits, int[] places) {
        boolean[] found = new boolean[traits.count()];
        for (int place : places) {
            found[place] = true;
        }
        List<String> others = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                others.add(traits.ids()[i]);
            }
        }
        return others;
    }
}
