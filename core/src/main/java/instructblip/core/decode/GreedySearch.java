package instructblip.core.decode;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import instructblip.core.request.Generate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Greedy search: one chain per sample; penalties apply to raw logits. */
final class GreedySearch {

    private final LanguageModel model;
    private final Kernels kernels;
    private final Set<Integer> endTokens;
    private final Generate settings;

    GreedySearch(LanguageModel model, Kernels kernels, Set<Integer> endTokens, Generate settings) {
        this.model = model;
        this.kernels = kernels;
        this.endTokens = endTokens;
        this.settings = settings;
    }

    /** The text of one sample as it grows. */
    private static final class Chain {
        private final List<Integer> ids = new ArrayList<>();
        private boolean done;
        private boolean finite = true;
    }

    List<Sequence> run(Scope scope, Prefixes prefixes) {
        int most = settings.maxNewTokens();
        TokenTree tree = prefixes.read(model, kernels, scope, new TreeSize(most, most));
        SeenTokens seen = SeenTokens.of(prefixes, model.startTokens(), settings.penalisePrompt());
        List<Chain> chains = new ArrayList<>();
        for (int b = 0; b < prefixes.samples(); b++) {
            chains.add(new Chain());
        }
        Scope step = scope.inner();
        Tensor logits = tree.prefixLogits();
        for (int length = 1; ; length++) {
            choose(step, logits, chains, seen, length);
            step.close();
            if (chains.stream().allMatch(chain -> chain.done)) {
                return chains.stream()
                        .map(chain -> new Sequence(chain.ids, Double.NaN, chain.finite))
                        .toList();
            }
            step = scope.inner();
            logits = extend(step, tree, chains, length);
        }
    }

    private void choose(
            Scope scope, Tensor logits, List<Chain> chains, SeenTokens seen, int length) {
        List<List<List<Integer>>> written =
                chains.stream().map(chain -> List.of(List.copyOf(chain.ids))).toList();
        List<Tensor> chosen =
                kernels.tuple(
                        scope,
                        "best_token",
                        logits,
                        settings.repetitionPenalty() == 1.0 ? null : seen.tensor(scope, written),
                        settings.repetitionPenalty(),
                        Barred.tensor(scope, endTokens, length <= settings.minNewTokens()));
        long[] ids = chosen.get(0).longs();
        long[] finite = chosen.get(1).longs();
        for (int b = 0; b < ids.length; b++) {
            Chain chain = chains.get(b);
            if (!chain.done) {
                chain.finite = finite[b] == 1;
                chain.ids.add((int) ids[b]);
                chain.done =
                        !chain.finite
                                || endTokens.contains((int) ids[b])
                                || length == settings.maxNewTokens();
            }
        }
    }

    /** Chains that are done write on with their last token; nobody reads it. */
    private static Tensor extend(Scope step, TokenTree tree, List<Chain> chains, int length) {
        int[][] tokens = new int[chains.size()][1];
        int[][] parents = new int[chains.size()][1];
        for (int b = 0; b < tokens.length; b++) {
            List<Integer> ids = chains.get(b).ids;
            tokens[b][0] = ids.get(ids.size() - 1);
            parents[b][0] = length == 1 ? tree.root() : tree.size() - 1;
        }
        return tree.extend(step, tokens, parents);
    }
}
