package instructblip.results.predictions;

import instructblip.results.predictions.Entry.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Sample logs of lmms-eval. Version 0.2.4 writes the record of its data set ({@code doc}) and lists
 * of texts; version 0.7.3 neither: there only {@code doc_id}, a row of the split, names the sample,
 * and lines may stand in any order. {@code input} begins with the question. References and {@code
 * doc.answers} are not read: the tool has already normalised them.
 */
final class LmmsEvalLog {

    private static final String ROW = "doc_id";
    private static final String QUESTION = "doc.question";
    private static final String INPUT = "input";
    private static final String ANSWER = "filtered_resps";

    private static final List<String> IDS =
            List.of(
                    "submission.question_id",
                    "submission.questionId",
                    "submission.image",
                    "submission.image_id",
                    "doc.question_id",
                    "doc.id",
                    "doc.image_id",
                    "doc.filename");

    private static final Set<String> WANTED = wanted();

    private LmmsEvalLog() {}

    static List<Prediction> read(Utf8Text file) {
        List<Prediction> predictions = new ArrayList<>();
        new JsonEntries(file)
                .forEach(
                        (json, place) ->
                                predictions.add(prediction(Entry.read(json, place, WANTED))));
        return predictions;
    }

    private static Set<String> wanted() {
        List<String> wanted = new ArrayList<>(List.of(ROW, QUESTION, INPUT, ANSWER));
        wanted.addAll(IDS);
        return Set.copyOf(wanted);
    }

    private static Prediction prediction(Entry entry) {
        SampleKey key = new SampleKey(entry.names(IDS), OptionalLong.of(row(entry)), asked(entry));
        return Prediction.foreign(entry.place(), key, answer(entry));
    }

    private static long row(Entry entry) {
        String row =
                entry.one(ROW)
                        .map(Value::text)
                        .orElseThrow(() -> entry.fault("has no \"doc_id\"", "a row of the split"));
        if (!row.matches("[0-9]{1,18}")) {
            throw entry.fault("\"doc_id\" is no row", "a whole number");
        }
        return Long.parseLong(row);
    }

    private static String asked(Entry entry) {
        return entry.names(List.of(QUESTION, INPUT)).stream().findFirst().orElse("");
    }

    /** No text at all is what the tool leaves of a sample on which the model failed. */
    private static Answer answer(Entry entry) {
        Optional<Value> answer = entry.one(ANSWER);
        if (answer.isEmpty() || answer.get().text().equals("null") && !answer.get().isText()) {
            return Answer.none("lmms-eval has no answer");
        }
        if (!answer.get().isText()) {
            throw entry.fault("\"filtered_resps\" holds no text", "the model's answer");
        }
        return Options.textOrLetter(answer.get().text());
    }
}
