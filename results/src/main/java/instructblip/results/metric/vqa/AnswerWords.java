package instructblip.results.metric.vqa;

import instructblip.results.metric.text.PythonText;
import java.util.Map;
import java.util.Set;

/**
 * {@code processDigitArticle} of the VQA scorers: lower case, number words up to ten as digits, no
 * articles, contractions with their apostrophe, one space between words.
 */
final class AnswerWords {

    /** "none" counts as a number, so the answer "none" becomes "0". */
    private static final Map<String, String> DIGITS =
            Map.ofEntries(
                    Map.entry("none", "0"),
                    Map.entry("zero", "0"),
                    Map.entry("one", "1"),
                    Map.entry("two", "2"),
                    Map.entry("three", "3"),
                    Map.entry("four", "4"),
                    Map.entry("five", "5"),
                    Map.entry("six", "6"),
                    Map.entry("seven", "7"),
                    Map.entry("eight", "8"),
                    Map.entry("nine", "9"),
                    Map.entry("ten", "10"));

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private AnswerWords() {}

    static String unify(String text, Contractions contractions) {
        StringBuilder unified = new StringBuilder(text.length() + 1);
        for (String word : PythonText.split(PythonText.lower(text))) {
            String digits = DIGITS.getOrDefault(word, word);
            if (!ARTICLES.contains(digits)) {
                unified.append(unified.length() == 0 ? "" : " ");
                unified.append(contractions.expand(digits));
            }
        }
        return unified.toString();
    }
}
