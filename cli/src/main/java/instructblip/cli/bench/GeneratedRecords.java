package instructblip.cli.bench;

import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Answered samples to score. The same numbers and seed give the same texts everywhere. */
final class GeneratedRecords {

    private static final long SEED = 20_230_511;
    private static final int ANNOTATORS = 10;
    private static final int REFERENCES = 5;
    private static final int OPTIONS = 100;
    private static final List<String> ANSWER_TYPES = List.of("yes/no", "number", "other");
    private static final List<String> STRUCTURES = List.of("query", "verify", "choose");

    private final Random random = new Random(SEED);
    private final Words words = new Words(random);

    /** Questions that ten people answered, most of them alike. */
    List<SampleRecord> answers(int count) {
        List<SampleRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String usual = words.answer();
            List<String> references = new ArrayList<>(ANNOTATORS);
            for (int person = 0; person < ANNOTATORS; person++) {
                references.add(oneOf(usual));
            }
            records.add(
                    record(
                            i,
                            references,
                            oneOf(usual),
                            Map.of("answer_type", ANSWER_TYPES.get(i % ANSWER_TYPES.size()))));
        }
        return records;
    }

    /** Questions with one right answer. */
    List<SampleRecord> singleAnswers(int count) {
        List<SampleRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String right = words.answer();
            records.add(
                    record(
                            i,
                            List.of(right),
                            oneOf(right),
                            Map.of("structural", STRUCTURES.get(i % STRUCTURES.size()))));
        }
        return records;
    }

    /** Captions with five references each. */
    List<SampleRecord> captions(int count) {
        List<SampleRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<String> references = new ArrayList<>(REFERENCES);
            for (int person = 0; person < REFERENCES; person++) {
                references.add(words.caption());
            }
            records.add(record(i, references, words.caption(), Map.of()));
        }
        return records;
    }

    /** Rounds of dialogs with a hundred ranked options each. */
    List<SampleRecord> dialogRounds(int count) {
        List<String> options = Candidates.all().subList(0, OPTIONS);
        List<SampleRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Map<String, Double> losses = new LinkedHashMap<>();
            options.forEach(option -> losses.put(option, 1 + 20 * random.nextDouble()));
            records.add(
                    new SampleRecord(
                            "generated",
                            Integer.toString(i),
                            List.of(),
                            "",
                            List.of(options.get(0)),
                            options,
                            Optional.of(options.get(0)),
                            losses,
                            Optional.empty(),
                            Map.of("gt_index", random.nextInt(OPTIONS))));
        }
        return records;
    }

    private String oneOf(String usual) {
        return random.nextInt(10) < 7 ? words.retyped(usual) : words.answer();
    }

    private static SampleRecord record(
            int number, List<String> references, String prediction, Map<String, Object> facts) {
        return new SampleRecord(
                "generated",
                Integer.toString(number),
                List.of(),
                "",
                references,
                List.of(),
                Optional.of(prediction),
                Map.of(),
                Optional.empty(),
                facts);
    }
}
