package instructblip.core.decode;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.language.LanguageModel;
import instructblip.core.request.Generate;
import java.util.List;
import java.util.Set;

/** Writes answers for a batch of prefixes. */
public final class Generator {

    private final LanguageModel model;
    private final Kernels kernels;
    private final Set<Integer> endTokens;

    /**
     * @param endTokens ids that close a text
     */
    public Generator(LanguageModel model, Kernels kernels, Set<Integer> endTokens) {
        this.model = model;
        this.kernels = kernels;
        this.endTokens = Set.copyOf(endTokens);
    }

    /** One sequence per sample, in order. */
    public List<Sequence> generate(Scope scope, Prefixes prefixes, Generate settings) {
        return settings.beams() == 1
                ? new GreedySearch(model, kernels, endTokens, settings).run(scope, prefixes)
                : new BeamSearch(model, kernels, endTokens, settings).run(scope, prefixes);
    }
}
