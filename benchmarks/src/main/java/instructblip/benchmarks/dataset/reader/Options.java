package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.OuterSpace;
import java.util.List;
import java.util.StringJoiner;

/** The choices of a question. */
final class Options {

    /** Choices that letters can name. */
    static final int MOST = 26;

    private Options() {}

    /** The choices as the file spells them; numbers are choices too. */
    static List<String> of(Annotation record) throws DatasetException {
        List<String> choices = record.spellings("choices");
        if (choices.isEmpty() || choices.size() > MOST) {
            throw record.fault("choices", "a list of 1 to " + MOST);
        }
        return choices;
    }

    /** Index of the right choice. */
    static int answer(Annotation record, List<String> choices) throws DatasetException {
        return record.index(
                "answer",
                choices.size(),
                "an index of the %d choices, from 0".formatted(choices.size()));
    }

    /** {@code (a) x (b) y} (InstructBLIP paper, appendix E). */
    static String lettered(List<String> choices) {
        StringJoiner text = new StringJoiner(" ");
        for (int at = 0; at < choices.size(); at++) {
            text.add("(" + (char) ('a' + at) + ") " + OuterSpace.strip(choices.get(at)));
        }
        return text.toString();
    }
}
