package instructblip.core.decode;

import instructblip.core.request.Generate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The beams of one sample, with the bookkeeping of {@code transformers} 5: of the best
 * continuations ({@link #continuations}) those that end enter the finished list only if they are
 * among the best K, and the best K that do not end run on. The search is over when K texts are
 * finished and the best running score, divided by the present length to the penalty's power, does
 * not beat the worst of them.
 */
final class Beams {

    /**
     * A running text.
     *
     * @param ids written so far
     * @param node of the tree that its last token is
     * @param sum of its log-probabilities, penalties included
     */
    record Beam(List<Integer> ids, int node, float sum) {}

    private final Generate settings;
    private final Set<Integer> endTokens;
    private final int vocabulary;
    private final List<Sequence> finished = new ArrayList<>();
    private List<Beam> running;
    private List<Integer> parents = List.of();
    private boolean done;

    Beams(Generate settings, Set<Integer> endTokens, int vocabulary, int root) {
        this.settings = settings;
        this.endTokens = endTokens;
        this.vocabulary = vocabulary;
        this.running = List.of(new Beam(List.of(), root, 0f));
    }

    /**
     * How many of the best continuations {@link #advance} looks at: enough for K that do not end.
     */
    static int continuations(int beams, Set<Integer> endTokens) {
        return beams * Math.max(2, 1 + endTokens.size());
    }

    List<Beam> running() {
        return running;
    }

    boolean done() {
        return done;
    }

    /** Gives up: the model's numbers are not finite. */
    void abandon() {
        finished.clear();
        finished.add(Sequence.notFinite());
        done = true;
    }

    /** Not finite where nothing could be written: every token is barred. */
    Sequence best() {
        return finished.isEmpty() ? Sequence.notFinite() : finished.get(0);
    }

    /**
     * Takes the best continuations.
     *
     * @param sums best first
     * @param indices beam * V + id of each
     * @param firstNode number that the next token of the first beam to run on will get
     */
    void advance(float[] sums, long[] indices, int firstNode) {
        int length = running.get(0).ids().size() + 1;
        List<Beam> next = new ArrayList<>();
        for (int c = 0; c < sums.length && sums[c] != Float.NEGATIVE_INFINITY; c++) {
            Beam parent = running.get((int) (indices[c] / vocabulary));
            int token = (int) (indices[c] % vocabulary);
            boolean ends = endTokens.contains(token) || length == settings.maxNewTokens();
            if (ends && c < settings.beams()) {
                finish(plus(parent.ids(), token), sums[c], length);
            } else if (!ends && next.size() < settings.beams()) {
                next.add(new Beam(plus(parent.ids(), token), parent.node(), sums[c]));
            }
        }
        done = next.isEmpty() || !canImprove(next.get(0).sum(), length);
        parents = next.stream().map(Beam::node).toList();
        List<Beam> numbered = new ArrayList<>();
        for (int k = 0; k < next.size(); k++) {
            numbered.add(new Beam(next.get(k).ids(), firstNode + k, next.get(k).sum()));
        }
        running = numbered;
    }

    /** Per running beam the node that its last token hangs on. */
    List<Integer> parents() {
        return parents;
    }

    private void finish(List<Integer> ids, float sum, int length) {
        finished.add(new Sequence(ids, sum / Math.pow(length, settings.lengthPenalty()), true));
        finished.sort(Comparator.comparingDouble(Sequence::score).reversed());
        if (finished.size() > settings.beams()) {
            finished.remove(settings.beams());
        }
    }

    private boolean canImprove(float bestRunning, int length) {
        if (finished.size() < settings.beams()) {
            return true;
        }
        double worst = finished.get(finished.size() - 1).score();
        return bestRunning / Math.pow(length, settings.lengthPenalty()) > worst;
    }

    private static List<Integer> plus(List<Integer> ids, int token) {
        List<Integer> longer = new ArrayList<>(ids);
        longer.add(token);
        return longer;
    }
}
