package instructblip.results.compare;

import java.util.List;
import java.util.Optional;

/**
 * A row of a published table.
 *
 * @param name by which it is asked for
 * @param model as published
 * @param languageModel empty for a model that has no variants by it
 * @param table of the paper
 * @param setting as zero-shot or finetuned
 * @param note what is to be known before it is quoted
 */
public record PublishedRow(
        String name,
        String model,
        Optional<String> languageModel,
        String table,
        String setting,
        Optional<String> note,
        List<PublishedCell> cells) {

    public PublishedRow {
        cells = List.copyOf(cells);
    }

    /** Model and language model, for a heading. */
    public String title() {
        return languageModel.map(llm -> model + " " + llm).orElse(model);
    }

    /** The values for a benchmark: none, one, or in Table 3 two for two splits. */
    public List<PublishedCell> cells(String benchmark) {
        return cells.stream().filter(cell -> cell.benchmark().equals(benchmark)).toList();
    }
}
