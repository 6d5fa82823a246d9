package instructblip.cli.bench;

import instructblip.cli.bench.ScoringReport.Timing;
import instructblip.core.kernel.MachineMemory;
import instructblip.results.metric.Metric;
import instructblip.results.metric.Metrics;
import instructblip.results.record.RecordJson;
import instructblip.results.record.SampleRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Times the scorers on generated answers. What is timed is what {@code score} does with records
 * once they are read; making the answers is not.
 */
public final class ScoringBench {

    /** Answers of the usual measurement. */
    public static final int USUAL = 200_000;

    private static final int ANSWERS_PER_CAPTION = 40;
    private static final int ANSWERS_PER_ROUND = 10;
    private static final int WARM_UP = 2;
    private static final int REPEATS = 5;

    private final int answers;
    private final Optional<Path> inputs;

    /** Which records a scorer gets. */
    private enum Kind {
        ANSWERS("answers", 1, r -> r::answers),
        SINGLE("single-answers", 1, r -> r::singleAnswers),
        CAPTIONS("captions", ANSWERS_PER_CAPTION, r -> r::captions),
        ROUNDS("dialog-rounds", ANSWERS_PER_ROUND, r -> r::dialogRounds);

        private final String file;
        private final int answersPerRecord;
        private final Function<GeneratedRecords, IntFunction<List<SampleRecord>>> source;

        Kind(
                String file,
                int answersPerRecord,
                Function<GeneratedRecords, IntFunction<List<SampleRecord>>> source) {
            this.file = file;
            this.answersPerRecord = answersPerRecord;
            this.source = source;
        }

        List<SampleRecord> records(int answers) {
            int count = (answers + answersPerRecord - 1) / answersPerRecord;
            return source.apply(new GeneratedRecords()).apply(count);
        }
    }

    private record Scorer(String metric, String variant) {}

    /**
     * @param answers to short questions that are scored at once; captions are a fortieth of them,
     *     dialog rounds a tenth
     * @param inputs folder that gets the answers as records, for timing other programs on them
     */
    public ScoringBench(int answers, Optional<Path> inputs) {
        this.answers = answers;
        this.inputs = inputs;
    }

    /** Measures all. */
    public ScoringReport run() {
        List<Timing> runs = new ArrayList<>();
        runs.addAll(
                measure(
                        Kind.ANSWERS,
                        new Scorer("textvqa", "m4c"),
                        new Scorer("vizwiz", "vizwiz"),
                        new Scorer("vqa", "official"),
                        new Scorer("vqa", "lavis")));
        runs.addAll(measure(Kind.SINGLE, new Scorer("gqa", "lavis")));
        runs.addAll(measure(Kind.CAPTIONS, new Scorer("caption", "official")));
        runs.addAll(measure(Kind.ROUNDS, new Scorer("visdial", "official")));
        return new ScoringReport("scoring", runs, MachineMemory.peakBytes());
    }

    private List<Timing> measure(Kind kind, Scorer... scorers) {
        List<SampleRecord> records = kind.records(answers);
        inputs.ifPresent(folder -> save(folder.resolve(kind.file + ".jsonl"), records));
        return Arrays.stream(scorers).map(scorer -> time(scorer, records)).toList();
    }

    private static Timing time(Scorer scorer, List<SampleRecord> records) {
        Metric metric = Metrics.named(scorer.metric()).metric(scorer.variant());
        double first = seconds(metric, records);
        for (int i = 1; i < WARM_UP; i++) {
            seconds(metric, records);
        }
        double value = metric.evaluate(records).value();
        double[] seconds = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            seconds[i] = seconds(metric, records);
        }
        Arrays.sort(seconds);
        double median = seconds[REPEATS / 2];
        return new Timing(
                scorer.metric(),
                scorer.variant(),
                records.size(),
                value,
                first,
                REPEATS,
                median,
                records.size() / median);
    }

    private static double seconds(Metric metric, List<SampleRecord> records) {
        long start = System.nanoTime();
        metric.evaluate(records);
        return (System.nanoTime() - start) / 1e9;
    }

    private static void save(Path file, List<SampleRecord> records) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (BufferedWriter lines = Files.newBufferedWriter(file)) {
                for (SampleRecord record : records) {
                    lines.write(RecordJson.write(record));
                    lines.write('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
