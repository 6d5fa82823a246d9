package instructblip.results.metric.caption;

import java.util.List;

/**
 * The caption scores of a whole set.
 *
 * @param cider per caption, 0 to 10
 * @param bleu BLEU-1 to BLEU-4 of the set, 0 to 1
 * @param rougeL per caption, 0 to 1
 */
public record CaptionFigures(double[] cider, double[] bleu, double[] rougeL) {

    /**
     * Tokenizes and scores.
     *
     * @param candidates what a model wrote, in the order of the data set
     * @param references per candidate, at least one each
     */
    public static CaptionFigures of(List<String> candidates, List<List<String>> references) {
        List<TokenizedCaption> captions = TokenizedCaption.of(candidates, references);
        return ofTokenized(captions);
    }

    static CaptionFigures ofTokenized(List<TokenizedCaption> captions) {
        NGramNumbering numbering = new NGramNumbering();
        List<CountedCaption> counted = CountedCaption.count(captions, numbering);
        return new CaptionFigures(
                Cider.score(counted, numbering.size()),
                Bleu.score(counted),
                captions.stream().mapToDouble(RougeL::score).toArray());
    }
}
