package instructblip.results.metric.caption;

import java.util.ArrayList;
import java.util.List;

/**
 * The n-grams of a caption and of its references.
 *
 * @param candidate what a model wrote
 * @param references at least one
 */
record CountedCaption(NGramCounts candidate, List<NGramCounts> references) {

    /** Counts the n-grams of captions with one numbering. */
    static List<CountedCaption> count(List<TokenizedCaption> captions, NGramNumbering numbering) {
        List<CountedCaption> counted = new ArrayList<>(captions.size());
        for (TokenizedCaption caption : captions) {
            counted.add(
                    new CountedCaption(
                            numbering.count(caption.candidate()),
                            caption.references().stream().map(numbering::count).toList()));
        }
        return counted;
    }
}
