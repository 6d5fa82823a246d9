package instructblip.core.decode;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import instructblip.core.request.Generate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Beam search on a token tree, all samples of a batch in step. Beams share their ancestors' keys
 * and values, so nothing in the store is ever reordered.
 */
final class BeamSearch {

    private final LanguageModel model;
    private final Kernels kernels;
    private final Set<Integer> endTokens;
    private final Generate settings;

    BeamSearch(LanguageModel model, Kernels kernels, Set<Integer> endTokens, Generate settings) {
        this.model = model;
        this.kernels = kernels;
        this.endTokens = endTokens;
        this.settings = settings;
    }

    List<Sequence> run(Scope scope, Prefixes prefixes) {
        int most = settings.maxNewTokens();
        TokenTree tree =
                prefixes.read(model, kernels, scope, new TreeSize(settings.beams() * most, most));
        SeenTokens seen = SeenTokens.of(prefixes, model.startTokens(), settings.penalisePrompt());
        List<Beams> samples = new ArrayList<>();
        for (int b = 0; b < prefixes.samples(); b++) {
            samples.add(new Beams(settings, endTokens, model.vocabulary(), tree.root()));
        }
        Scope step = scope.inner();
        Tensor logits = tree.prefixLogits();
        for (int length = 1; ; length++) {
            choose(step, logits, samples, seen, new Step(length, tree.size()));
            step.close();
            if (samples.stream().allMatch(Beams::done)) {
                return samples.stream().map(Beams::best).toList();
            }
            step = scope.inner();
            logits = tree.extend(step, tokens(samples), parents(samples, tree.root()));
        }
    }

    /**
     * @param length of the texts once the step's token is chosen
     * @param firstNode number that the first new node will get
     */
    private record Step(int length, int firstNode) {}

    private void choose(
            Scope scope, Tensor logits, List<Beams> samples, SeenTokens seen, Step step) {
        int rows = logits.size(1);
        long wanted = Beams.continuations(settings.beams(), endTokens);
        int best = (int) Math.min(wanted, (long) rows * model.vocabulary());
        List<Tensor> chosen =
                kernels.tuple(
                        scope,
                        "best_beams",
                        logits,
                        sums(scope, samples, rows),
                        settings.repetitionPenalty() == 1.0
                                ? null
                                : seen.tensor(scope, written(samples, rows)),
                        settings.repetitionPenalty(),
                        Barred.tensor(scope, endTokens, step.length() <= settings.minNewTokens()),
                        best);
        float[] sums = chosen.get(0).floats();
        long[] indices = chosen.get(1).longs();
        long[] finite = chosen.get(2).longs();
        for (int b = 0; b < samples.size(); b++) {
            Beams beams = samples.get(b);
            if (!beams.done() && finite[b] == 0) {
                beams.abandon();
            } else if (!beams.done()) {
                beams.advance(
                        Arrays.copyOfRange(sums, b * best, (b + 1) * best),
                        Arrays.copyOfRange(indices, b * best, (b + 1) * best),
                        step.firstNode());
            }
        }
    }

    private static Tensor sums(Scope scope, List<Beams> samples, int rows) {
        float[] sums = new float[samples.size() * rows];
        Arrays.fill(sums, Float.NEGATIVE_INFINITY);
        for (int b = 0; b < samples.size(); b++) {
            List<Beams.Beam> running = samples.get(b).running();
            for (int k = 0; k < running.size() && !samples.get(b).done(); k++) {
                sums[b * rows + k] = running.get(k).sum();
            }
        }
        return scope.tensor(sums, samples.size(), rows);
    }

    private List<List<List<Integer>>> written(List<Beams> samples, int rows) {
        List<List<List<Integer>>> written = new ArrayList<>();
        for (Beams beams : samples) {
            List<List<Integer>> texts = new ArrayList<>();
            for (int k = 0; k < rows; k++) {
                texts.add(isRunning(beams, k) ? beams.running().get(k).ids() : List.of());
            }
            written.add(texts);
        }
        return written;
    }

    private static boolean isRunning(Beams beams, int row) {
        return !beams.done() && row < beams.running().size();
    }

    /** Rows without a running beam write id 0 behind the prefix, where no other row sees it. */
    private int[][] tokens(List<Beams> samples) {
        int[][] tokens = new int[samples.size()][settings.beams()];
        for (int b = 0; b < tokens.length; b++) {
            for (int k = 0; k < settings.beams(); k++) {
                if (isRunning(samples.get(b), k)) {
                    List<Integer> ids = samples.get(b).running().get(k).ids();
                    tokens[b][k] = ids.get(ids.size() - 1);
                }
            }
        }
        return tokens;
    }

    private int[][] parents(List<Beams> samples, int root) {
        int[][] parents = new int[samples.size()][settings.beams()];
        for (int b = 0; b < parents.length; b++) {
            for (int k = 0; k < settings.beams(); k++) {
                Beams beams = samples.get(b);
                parents[b][k] = isRunning(beams, k) ? beams.parents().get(k) : root;
            }
        }
        return parents;
    }
}
