package instructblip.cli.report;

import instructblip.core.request.LanguageFamily;
import instructblip.results.compare.PublishedRow;
import instructblip.results.compare.PublishedRows;
import instructblip.results.store.RunIdentity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The published rows that stand beside a run. */
public final class FittingRows {

    private static final String ZERO_SHOT = "zero-shot";

    private FittingRows() {}

    /** The paper's zero-shot rows for language models of the same kinds. */
    public static List<PublishedRow> of(Set<LanguageFamily> families) {
        List<String> kinds = families.stream().map(FittingRows::published).toList();
        return PublishedRows.load().rows().stream()
                .filter(row -> row.setting().equals(ZERO_SHOT))
                .filter(
                        row ->
                                row.languageModel()
                                        .filter(llm -> kinds.stream().anyMatch(llm::startsWith))
                                        .isPresent())
                .toList();
    }

    /** Those for a stored run; none where its family is not known here. */
    public static List<PublishedRow> of(RunIdentity run) {
        String family = run.model().family().toUpperCase(Locale.ROOT);
        return of(
                Arrays.stream(LanguageFamily.values())
                        .filter(known -> known.name().equals(family))
                        .collect(Collectors.toSet()));
    }

    private static String published(LanguageFamily family) {
        return switch (family) {
            case T5 -> "FlanT5";
            case LLAMA -> "Vicuna";
            case OPT -> "OPT";
        };
    }
}
