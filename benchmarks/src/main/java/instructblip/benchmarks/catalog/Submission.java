package instructblip.benchmarks.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.results.record.SampleRecord;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Answers to an unlabelled split in the form that its evaluation server takes. Samples that failed
 * are left out: an empty answer would be scored as one.
 */
public final class Submission {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Writes one answer. */
    @FunctionalInterface
    private interface Form {
        void write(SampleRecord record, ObjectNode entry);
    }

    private static final Map<String, Form> FORMS =
            Map.of(
                    "nocaps", Submission::caption,
                    "gqa", Submission::gqa,
                    "textvqa", Submission::textVqa,
                    "vizwiz", Submission::vizWiz,
                    "hateful-memes", Submission::meme,
                    "visdial", Submission::ranks);

    private Submission() {}

    /** The document; for a benchmark without a server, a list of ids and predictions. */
    public static JsonNode of(Benchmark benchmark, List<SampleRecord> records) {
        Form form = FORMS.getOrDefault(benchmark.name(), Submission::plain);
        ArrayNode entries = JSON.arrayNode();
        for (SampleRecord record : records) {
            if (!record.failed()) {
                form.write(record, entries.addObject());
            }
        }
        return entries;
    }

    private static void plain(SampleRecord record, ObjectNode entry) {
        entry.put("id", record.id()).put("prediction", text(record));
    }

    private static void caption(SampleRecord record, ObjectNode entry) {
        entry.set("image_id", number(record.id()));
        entry.put("caption", text(record));
    }

    private static void gqa(SampleRecord record, ObjectNode entry) {
        entry.put("questionId", record.id()).put("prediction", text(record));
    }

    private static void textVqa(SampleRecord record, ObjectNode entry) {
        entry.set("question_id", number(record.id()));
        entry.put("answer", text(record));
    }

    private static void vizWiz(SampleRecord record, ObjectNode entry) {
        entry.put("image", record.id()).put("answer", text(record));
    }

    /** DrivenData's columns; the probability is that of yes and true against no and false. */
    private static void meme(SampleRecord record, ObjectNode entry) {
        double odds =
                (likelihood(record, "yes") + likelihood(record, "true"))
                        / (likelihood(record, "no") + likelihood(record, "false"));
        entry.set("id", number(record.id()));
        entry.put("proba", odds == Double.POSITIVE_INFINITY ? 1 : odds / (1 + odds));
        entry.put("label", List.of("yes", "true").contains(text(record)) ? 1 : 0);
    }

    /** Relative to the best candidate, so that it does not vanish. */
    private static double likelihood(SampleRecord record, String candidate) {
        double best = record.scores().values().stream().mapToDouble(x -> x).min().orElseThrow();
        return Math.exp(best - record.scores().get(candidate));
    }

    /** EvalAI's form: the rank of every option, from 1, in the order of the options. */
    private static void ranks(SampleRecord record, ObjectNode entry) {
        int slash = record.id().indexOf('/');
        entry.set("image_id", number(record.id().substring(0, slash)));
        entry.set("round_id", number(record.id().substring(slash + 1)));
        ArrayNode ranks = entry.putArray("ranks");
        List<Double> losses = record.candidates().stream().map(record.scores()::get).toList();
        for (int option = 0; option < losses.size(); option++) {
            int rank = 1;
            for (int other = 0; other < losses.size(); other++) {
                int order = losses.get(other).compareTo(losses.get(option));
                rank += order < 0 || order == 0 && other < option ? 1 : 0;
            }
            ranks.add(rank);
        }
    }

    private static String text(SampleRecord record) {
        return record.prediction().orElseThrow();
    }

    /** Ids are numbers on these servers; another text stays one. */
    private static JsonNode number(String id) {
        return id.matches("-?\\d+") ? JSON.numberNode(new BigInteger(id)) : JSON.textNode(id);
    }
}
