package instructblip.results.metric.caption;

import edu.stanford.nlp.ling.Word;
import edu.stanford.nlp.process.PTBTokenizer;
import edu.stanford.nlp.process.WordTokenFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The tokenizer of caption scores: Stanford CoreNLP 3.4.1 run as pycocoevalcap's {@code
 * ptbtokenizer.py} runs it. Nothing else in this program touches CoreNLP.
 *
 * <p>All captions are one text, a line each, because what CoreNLP makes of an abbreviation at the
 * end of a caption depends on how the next one begins.
 */
final class PtbTokenizer {

    /**
     * What {@code -preserveLines} sets, and characters it does not know dropped as they are by
     * default, but without a warning.
     */
    private static final String OPTIONS = "tokenizeNLs,untokenizable=noneDelete";

    /**
     * Brackets stay words all the same: the tokens are lower case by the time these are removed.
     */
    private static final Set<String> PUNCTUATION =
            Set.of(
                    "''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", ".", "?", "!", ",",
                    ":", "-", "--", "...", ";");

    private PtbTokenizer() {}

    /**
     * The words of each caption, joined by one space. A character within a caption that CoreNLP
     * takes for a line break (as U+2028) shifts all later captions by a line, as it does
     * officially. Where CoreNLP leaves too few lines (an open SGML tag swallows them), the official
     * program has no answer; here each caption is then tokenized alone.
     */
    static List<String> tokenize(List<String> captions) {
        StringJoiner text = new StringJoiner("\n");
        captions.forEach(caption -> text.add(oneLine(caption)));
        List<String> lines = lines(text.toString());
        return lines.size() < captions.size()
                ? captions.stream().map(PtbTokenizer::tokenizeAlone).toList()
                : lines.subList(0, captions.size());
    }

    private static String tokenizeAlone(String caption) {
        return String.join(" ", lines(oneLine(caption)));
    }

    private static String oneLine(String caption) {
        return caption.replace('\n', ' ');
    }

    private static List<String> lines(String text) {
        PTBTokenizer<Word> tokens =
                new PTBTokenizer<>(new StringReader(text), new WordTokenFactory(), OPTIONS);
        List<String> lines = new ArrayList<>();
        StringJoiner line = new StringJoiner(" ");
        while (tokens.hasNext()) {
            String token = tokens.next().word();
            if (token.equals(PTBTokenizer.getNewlineToken())) {
                lines.add(line.toString());
                line = new StringJoiner(" ");
                continue;
            }
            String lower = token.toLowerCase(Locale.ENGLISH);
            if (!PUNCTUATION.contains(lower)) {
                line.add(lower);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
