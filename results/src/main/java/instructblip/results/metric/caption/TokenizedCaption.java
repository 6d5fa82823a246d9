package instructblip.results.metric.caption;

import java.util.ArrayList;
import java.util.List;

/**
 * A caption and what people wrote about the same image, as words joined by single spaces.
 *
 * @param candidate what a model wrote
 * @param references at least one
 */
record TokenizedCaption(String candidate, List<String> references) {

    /**
     * Tokenizes candidates and references in two runs, each over the whole set in its order.
     *
     * @param references per candidate
     */
    static List<TokenizedCaption> of(List<String> candidates, List<List<String>> references) {
        List<String> candidateWords = PtbTokenizer.tokenize(candidates);
        List<String> referenceWords =
                PtbTokenizer.tokenize(references.stream().flatMap(List::stream).toList());
        List<TokenizedCaption> captions = new ArrayList<>(candidates.size());
        int from = 0;
        for (int i = 0; i < candidates.size(); i++) {
            int to = from + references.get(i).size();
            captions.add(
                    new TokenizedCaption(candidateWords.get(i), referenceWords.subList(from, to)));
            from = to;
        }
        return captions;
    }
}
