package instructblip.results.predictions;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import instructblip.results.predictions.Entry.Value;
import instructblip.results.record.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What evaluation servers take: a list of entries with an id and an answer (VizWiz, TextVQA, GQA,
 * captions, ranks of Visual Dialog), an object from ids to answers (ScienceQA, IconQA), or a table
 * with a probability (Hateful Memes).
 */
final class SubmissionFile {

    private static final List<String> IDS =
            List.of("questionId", "question_id", "image_id", "image", "id");
    private static final List<String> ANSWERS =
            List.of("answer", "prediction", "caption", "pred_ans");
    private static final String ROUND = "round_id";
    private static final String RANKS = "ranks";
    private static final String PROBABILITY = "proba";
    private static final String RESULTS = "results";

    private static final Set<String> WANTED = wanted();

    private final Utf8Text file;
    private final List<Prediction> predictions = new ArrayList<>();

    private SubmissionFile(Utf8Text file) {
        this.file = file;
    }

    static List<Prediction> read(Utf8Text file) {
        SubmissionFile submission = new SubmissionFile(file);
        if (DelimitedText.isOne(file)) {
            new DelimitedText(file).rows(List.of("id", PROBABILITY), submission::row);
        } else {
            new JsonEntries(file).forEach(submission::object);
        }
        return submission.predictions;
    }

    private static Set<String> wanted() {
        Set<String> wanted = new HashSet<>(Set.of(ROUND, RANKS, PROBABILITY));
        wanted.addAll(IDS);
        wanted.addAll(ANSWERS);
        return wanted;
    }

    private void row(String place, Map<String, String> cells) {
        add(place, SampleKey.id(cells.get("id")), probability(place, cells.get(PROBABILITY)));
    }

    /** The first name tells an entry from a map of all answers. */
    private void object(JsonParser json, String place) throws IOException {
        if (json.nextToken() == JsonToken.FIELD_NAME && !WANTED.contains(json.currentName())) {
            map(json);
        } else {
            entry(Entry.read(json, place, WANTED));
        }
    }

    private void map(JsonParser json) throws IOException {
        int before = predictions.size();
        while (json.currentToken() == JsonToken.FIELD_NAME) {
            String id = json.currentName();
            String place = file + " key \"" + Printable.escape(id) + '"';
            json.nextToken();
            if (id.equals(RESULTS) && json.currentToken() == JsonToken.START_OBJECT) {
                predictions.subList(before, predictions.size()).clear();
                json.nextToken();
                map(json);
                skipRest(json);
                return;
            }
            if (json.currentToken().isScalarValue()) {
                Value value = new Value(json.currentToken(), json.getText());
                add(place, SampleKey.id(id), answer(place, value));
            } else {
                json.skipChildren();
            }
            json.nextToken();
        }
    }

    private static void skipRest(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            json.nextToken();
            json.skipChildren();
        }
    }

    private void entry(Entry entry) {
        List<String> ids = entry.names(IDS);
        if (ids.isEmpty()) {
            throw entry.fault("has no id", "one of " + String.join(", ", IDS));
        }
        SampleKey key =
                entry.one(ROUND)
                        .map(round -> SampleKey.id(ids.get(0) + "/" + round.text()))
                        .orElseGet(() -> new SampleKey(ids, OptionalLong.empty(), ""));
        add(entry.place(), key, answer(entry));
    }

    private static Answer answer(Entry entry) {
        if (!entry.all(RANKS).isEmpty()) {
            return Options.ranks(entry.place(), ranks(entry));
        }
        if (entry.one(PROBABILITY).isPresent()) {
            return probability(entry.place(), entry.one(PROBABILITY).get().text());
        }
        return ANSWERS.stream()
                .flatMap(name -> entry.one(name).stream())
                .findFirst()
                .map(value -> answer(entry.place(), value))
                .orElseThrow(
                        () ->
                                entry.fault(
                                        "has no answer",
                                        "one of %s, %s, %s"
                                                .formatted(
                                                        String.join(", ", ANSWERS),
                                                        RANKS,
                                                        PROBABILITY)));
    }

    private static List<Integer> ranks(Entry entry) {
        List<Integer> ranks = new ArrayList<>();
        for (Value value : entry.all(RANKS)) {
            if (!value.text().matches("[0-9]{1,9}")) {
                throw entry.fault("\"ranks\" holds " + shown(value.text()), "whole numbers");
            }
            ranks.add(Integer.valueOf(value.text()));
        }
        return ranks;
    }

    private static Answer probability(String place, String text) {
        try {
            return Options.probability(place, Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            throw new Entry(place, Map.of())
                    .fault("the probability is " + shown(text), "a number from 0 to 1");
        }
    }

    /** A whole number is the place of an option where the sample has options. */
    private static Answer answer(String place, Value value) {
        if (value.isText()) {
            return Answer.text(value.text());
        }
        if (!value.isNumber()) {
            throw new Entry(place, Map.of()).fault("the answer is " + value.text(), "a text");
        }
        boolean whole = value.text().matches("[0-9]{1,9}");
        Answer text = Answer.text(value.text());
        return asked ->
                whole && asked.facts().containsKey("answer") && !asked.candidates().isEmpty()
                        ? Options.at(place, Integer.parseInt(value.text())).to(asked)
                        : text.to(asked);
    }

    private static String shown(String text) {
        return Printable.quote(text);
    }

    private void add(String place, SampleKey key, Answer answer) {
        predictions.add(Prediction.foreign(place, key, answer));
    }
}
