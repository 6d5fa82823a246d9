package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import instructblip.benchmarks.world.SmallWorld;
import instructblip.results.metric.Evaluation;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The small world's files, as its benchmarks read and score them. */
class WorldSetsTest {

    @TempDir private static Path data;

    @BeforeAll
    static void draw() throws IOException {
        new SmallWorld(1, 20).write(data);
    }

    static List<Benchmark> all() {
        return WorldSets.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void filesAreWhole(Benchmark benchmark) {
        for (String split : List.of("test", "val", "train")) {
            DataCheck check = DataCheck.of(benchmark, data, split);

            assertEquals(DataCheck.Result.WHOLE, check.result(), check.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "captions, |A short image description: |",
                "colors, |Question: what color is the shape in the bottom middle? Short answer:|",
                "questions, |Given the image, generate a question whose answer is: rectangle."
                        + " Question:|",
                "relations, |Question: is the yellow rectangle above the teal triangle? Short"
                        + " answer:|",
                "choice, |Question: what shape is in the top left? Options: (a) circle (b) cross"
                        + " (c) rectangle (d) triangle. Short answer:|",
                "statements, |Based on the image, is this statement true or false? \"the brown"
                        + " cross is large\" Answer:|"
            })
    void firstPrompts(String task, String prompt) throws DatasetException {
        Benchmark benchmark = Benchmarks.named("world-" + task);

        Sample first = benchmark.read(data, "test").samples().get(0);

        assertEquals(prompt, benchmark.prompt(first, Preset.PAPER));
    }

    @Test
    void dialogsHaveTheirHistoryInTheirPrompts() throws DatasetException {
        Benchmark benchmark = Benchmarks.named("world-dialogs");

        Sample first = benchmark.read(data, "test").samples().get(0);

        assertEquals(
                "Dialog history: q: what color is the shape in the bottom left? a: brown q: what"
                        + " shape is it? a: cross\n Question: and in the top left? Short answer:",
                benchmark.prompt(first, Preset.PAPER));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theRightAnswerScoresFullMarksAndAnotherNone(Benchmark benchmark) throws DatasetException {
        Dataset dataset = benchmark.read(data, "test");

        assertEquals(100, evaluation(benchmark, dataset, true).value());
        assertTrue(evaluation(benchmark, dataset, false).value() < 51);
    }

    private static Evaluation evaluation(Benchmark benchmark, Dataset dataset, boolean right) {
        return benchmark
                .metric()
                .evaluate(
                        dataset.samples().stream()
                                .map(sample -> record(benchmark, sample, right))
                                .toList());
    }

    /** An answer, or losses by which the right candidates come first or last. */
    private static SampleRecord record(Benchmark benchmark, Sample sample, boolean right) {
        Map<String, Double> losses = new HashMap<>();
        for (String candidate : sample.candidates()) {
            losses.put(candidate, sample.references().contains(candidate) == right ? 1.0 : 2.0);
        }
        String best =
                sample.candidates().stream()
                        .filter(candidate -> losses.get(candidate) == 1)
                        .findFirst()
                        .orElse(right ? sample.references().get(0) : "none");
        return new SampleRecord(
                benchmark.name(),
                sample.id(),
                List.of(sample.media()),
                benchmark.prompt(sample, Preset.PAPER),
                sample.references(),
                sample.candidates(),
                Optional.of(best),
                losses,
                Optional.empty(),
                sample.facts());
    }
}
