package instructblip.cli.report;

import instructblip.results.compare.PublishedRow;
import instructblip.results.compare.PublishedRows;
import java.util.List;

/** The published rows that stand beside a run. */
public final class FittingRows {

    private static final String ZERO_SHOT = "zero-shot";

    private FittingRows() {}

    /**
     * The paper's zero-shot rows for language models of the same kind.
     *
     * @param family as a manifest has it, {@code t5} or {@code llama}
     */
    public static List<PublishedRow> of(String family) {
        String kind = family.equals("t5") ? "FlanT5" : "Vicuna";
        return PublishedRows.load().rows().stream()
                .filter(row -> row.setting().equals(ZERO_SHOT))
                .filter(row -> row.languageModel().filter(llm -> llm.startsWith(kind)).isPresent())
                .toList();
    }
}
