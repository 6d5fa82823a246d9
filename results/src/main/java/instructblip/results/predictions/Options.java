package instructblip.results.predictions;

import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers of files that speak of a sample's options by place, letter, rank or probability. */
final class Options {

    /** More than the negative logarithm of any double: the loss of what has no probability. */
    private static final double IMPOSSIBLE = 1e3;

    private Options() {}

    /** The option at a place from 0. */
    static Answer at(String place, int option) {
        return asked -> {
            List<String> candidates = asked.candidates();
            if (option < 0 || option >= candidates.size()) {
                throw fault(
                        place,
                        "the answer is option " + option,
                        "0 to %d, or a text".formatted(candidates.size() - 1));
            }
            return Answer.answered(asked, candidates.get(option), Map.of());
        };
    }

    /**
     * A text, or the letter of an option where the sample is a choice among texts: the letter alone
     * or followed by a full stop, as lmms-eval and VLMEvalKit ask for it. An option's own text is
     * never read as a letter.
     */
    static Answer textOrLetter(String text) {
        return asked -> {
            int option = text.isEmpty() ? -1 : text.charAt(0) - 'A';
            boolean letter = text.length() == 1 || text.startsWith(".", 1);
            boolean choice = asked.facts().containsKey("answer");
            boolean isOption = asked.candidates().contains(text);
            boolean inRange = option >= 0 && option < asked.candidates().size();
            return Answer.answered(
                    asked,
                    choice && letter && inRange && !isOption
                            ? asked.candidates().get(option)
                            : text,
                    Map.of());
        };
    }

    /**
     * Ranks of all options in their order, 1 is best. The options go by their places from then on:
     * a text may be offered twice with two ranks.
     */
    static Answer ranks(String place, List<Integer> ranks) {
        return asked -> {
            int options = asked.candidates().size();
            Set<Integer> different = new HashSet<>(ranks);
            boolean inRange = ranks.stream().allMatch(rank -> rank >= 1 && rank <= options);
            if (ranks.size() != options || different.size() != options || !inRange) {
                throw fault(
                        place,
                        "\"ranks\" has %d numbers, %d of them different"
                                .formatted(ranks.size(), different.size()),
                        "each of 1 to %d once".formatted(options));
            }
            Map<String, Double> losses = new LinkedHashMap<>();
            for (int option = 0; option < options; option++) {
                losses.put(String.valueOf(option), (double) ranks.get(option));
            }
            return Answer.answered(
                    asked,
                    new ArrayList<>(losses.keySet()),
                    asked.candidates().get(ranks.indexOf(1)),
                    losses);
        };
    }

    /** The probability of yes. */
    static Answer probability(String place, double yes) {
        if (!(yes >= 0 && yes <= 1)) {
            throw fault(place, "the probability is " + yes, "a number from 0 to 1");
        }
        Map<String, Double> losses = new LinkedHashMap<>();
        losses.put("yes", Math.min(-Math.log(yes), IMPOSSIBLE));
        losses.put("no", Math.min(-Math.log1p(-yes), IMPOSSIBLE));
        return asked ->
                Answer.answered(asked, List.of("yes", "no"), yes < 0.5 ? "no" : "yes", losses);
    }

    /** What a line of this program's own says. */
    static Answer recorded(String place, SampleRecord stored) {
        if (stored.failed()) {
            return Answer.none(stored.error().orElse(""));
        }
        return asked -> {
            checkScored(place, stored, asked.candidates());
            return Answer.answered(asked, stored.prediction().orElseThrow(), stored.scores());
        };
    }

    private static void checkScored(String place, SampleRecord stored, List<String> candidates) {
        if (stored.scores().isEmpty()) {
            return;
        }
        List<String> missing =
                candidates.stream()
                        .filter(candidate -> !stored.scores().containsKey(candidate))
                        .toList();
        if (!missing.isEmpty()) {
            throw fault(
                    place,
                    "\"scores\" of sample %s has %d of %d candidates; it lacks %s"
                            .formatted(
                                    Printable.quote(stored.id()),
                                    candidates.size() - missing.size(),
                                    candidates.size(),
                                    Printable.quote(missing.get(0))),
                    "one score per candidate");
        }
    }

    private static RecordException fault(String place, String found, String expected) {
        return new RecordException(place + ": " + found + "; expected " + expected + ".");
    }
}
