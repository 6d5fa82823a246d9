package instructblip.cli.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.model.TrainableTensors;
import instructblip.core.train.AdamWSettings;
import instructblip.core.train.LearningRate;
import instructblip.core.train.Mixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TuneFileTest {

    private static final Path BUNDLE = Path.of(System.getProperty("instructblip.bundle"));

    private static final Path DOCS = Path.of("..", "docs");

    private static final TuneFile.Places PLACES =
            new TuneFile.Places(BUNDLE.resolve("instructblip-easyvqa-t5"), BUNDLE);

    private static final String DATA = "data: [{benchmark: easy-vqa, templates: vqa}]\n";

    @TempDir Path folder;

    @Test
    void whatIsNotSaidIsThePapers() throws Exception {
        TuneConfig config = read("model: demo\n" + DATA);
        assertEquals(PLACES.model(), config.model());
        assertEquals(Optional.of(StoredType.F32), config.save());
        assertEquals(Optional.empty(), config.text());
        assertEquals(1, config.seed());
        assertEquals(500, config.saveEvery());
        assertEquals(10, config.logEvery());
        assertEquals(1, config.stages().size());
        TuneStage stage = config.stages().get(0);
        assertEquals("main", stage.name());
        assertEquals(Optional.empty(), stage.drawn());
        assertEquals(TrainableTensors.authors(), stage.trainable());
        assertEquals(Mixture.Law.SQRT, stage.sampling());
        assertEquals(16, stage.batchSize());
        assertEquals(1, stage.accumulate());
        assertEquals(LearningRate.paper(), stage.rate());
        AdamWSettings authors = AdamWSettings.authors();
        AdamWSettings found = stage.optimizer();
        assertEquals(authors.beta1(), found.beta1());
        assertEquals(authors.beta2(), found.beta2());
        assertEquals(authors.epsilon(), found.epsilon());
        assertEquals(authors.weightDecay(), found.weightDecay());
        assertEquals(authors.clip(), found.clip());
        assertFalse(found.decays().test(WeightSpec.table("x.bias", 2, 2)));
        assertTrue(found.decays().test(WeightSpec.table("x.weight", 2, 2)));
        assertTrue(stage.dropout());
        assertEquals(new TuneStage.Moves(0, false), stage.moves());
        assertEquals(List.of(), stage.validation());
        LearningSource source = stage.sources().get(0);
        assertEquals("test", source.split());
        assertEquals(0, source.limit());
        assertEquals(1, source.weight());
        assertEquals(OptionalLong.empty(), source.size());
        assertEquals(10, source.templates().size());
        assertEquals("x", source.answer().render(Map.of("answer", "x", "question", "q")));
    }

    @Test
    void everyKeyIsRead() throws Exception {
        Files.createDirectories(folder.resolve("model"));
        Files.createDirectories(folder.resolve("bert"));
        Files.createDirectories(folder.resolve("data"));
        TuneConfig config =
                read(
                        """
                        model: model
                        qformer_text: bert
                        data_folder: data
                        save: bfloat16
                        save_every: 7
                        log_every: 3
                        seed: 11
                        draw: [query_tokens, language_projection]
                        trainable: [vision, qformer]
                        sampling: proportional
                        steps: 50
                        batch_size: 12
                        accumulate: 3
                        learning_rate: 2.0e-4
                        warmup_steps: 5
                        warmup_learning_rate: 1.0e-6
                        min_learning_rate: 1.0e-5
                        weight_decay: 0.01
                        beta1: 0.8
                        beta2: 0.98
                        epsilon: 1.0e-6
                        clip: 0.5
                        dropout: false
                        move: 4
                        mirror: true
                        data:
                          - benchmark: easy-vqa
                            split: train
                            limit: 9
                            where: {answer_type: [color, shape], question: "what?"}
                            templates: ["Q: {question}", "{question}"]
                            answer: "a {answer}"
                            weight: 0.25
                            size: 4000
                          - {benchmark: easy-vqa, templates: vqg}
                        validation:
                          every: 25
                          sets:
                            - {benchmark: easy-vqa, split: train, limit: 5, prompt: "{question}"}
                        """);
        assertEquals(folder.resolve("model"), config.model());
        assertEquals(Optional.of(folder.resolve("bert")), config.text());
        assertEquals(Optional.of(StoredType.BF16), config.save());
        assertEquals(
                List.of(7, 3, 11L), List.of(config.saveEvery(), config.logEvery(), config.seed()));
        TuneStage stage = config.stages().get(0);
        assertEquals(
                Optional.of(new TrainableTensors(List.of("query_tokens", "language_projection"))),
                stage.drawn());
        assertEquals(new TrainableTensors(List.of("vision", "qformer")), stage.trainable());
        assertEquals(Mixture.Law.PROPORTIONAL, stage.sampling());
        assertEquals(List.of(12, 3), List.of(stage.batchSize(), stage.accumulate()));
        assertEquals(new LearningRate(1e-6, 2e-4, 1e-5, 5, 50), stage.rate());
        AdamWSettings optimizer = stage.optimizer();
        assertEquals(
                List.of(0.8, 0.98, 1e-6, 0.01),
                List.of(
                        optimizer.beta1(),
                        optimizer.beta2(),
                        optimizer.epsilon(),
                        optimizer.weightDecay()));
        assertEquals(OptionalDouble.of(0.5), optimizer.clip());
        assertFalse(stage.dropout());
        assertEquals(new TuneStage.Moves(4, true), stage.moves());
        LearningSource first = stage.sources().get(0);
        assertEquals("train", first.split());
        assertEquals(9, first.limit());
        assertEquals(
                Map.of("answer_type", List.of("color", "shape"), "question", List.of("what?")),
                first.where());
        assertEquals(2, first.templates().size());
        assertEquals("a red", first.answer().render(Map.of("answer", "red")));
        assertEquals(0.25, first.weight());
        assertEquals(OptionalLong.of(4000), first.size());
        LearningSource second = stage.sources().get(1);
        assertEquals(6, second.templates().size());
        assertEquals("q?", second.answer().render(Map.of("question", "q?", "answer", "a")));
        assertEquals(25, stage.every());
        assertTrue(stage.keepBest());
        ValidationSet set = stage.validation().get(0);
        assertEquals(List.of("train", 5), List.of(set.split(), set.limit()));
        assertEquals("q?", set.prompt().orElseThrow().render(Map.of("question", "q?")));
    }

    @Test
    void aStageHasWhatItDoesNotSayFromAbove() throws Exception {
        TuneConfig config =
                read(
                        """
                        model: demo
                        steps: 100
                        batch_size: 8
                        dropout: false
                        data: [{benchmark: easy-vqa, templates: vqa}]
                        stages:
                          - name: first
                            steps: 30
                            data: [{benchmark: easy-vqa, label: "{answer_type}"}]
                          - batch_size: 4
                            dropout: true
                        """);
        TuneStage first = config.stages().get(0);
        TuneStage second = config.stages().get(1);
        assertEquals(List.of("first", "2"), List.of(first.name(), second.name()));
        assertEquals(List.of(30, 100), List.of(first.steps(), second.steps()));
        assertEquals(List.of(3, 10), List.of(first.rate().warmup(), second.rate().warmup()));
        assertEquals(List.of(8, 4), List.of(first.batchSize(), second.batchSize()));
        assertEquals(List.of(false, true), List.of(first.dropout(), second.dropout()));
        assertTrue(first.learnsLabels());
        assertFalse(second.learnsLabels());
    }

    @Test
    void theCommandLinesSeedWins() throws Exception {
        Path file = write("model: demo\nseed: 3\n" + DATA);
        TuneConfig config = TuneFile.read(file, Optional.of(5L), PLACES);
        assertEquals(5, config.seed());
        assertEquals(5L, config.settings().get("seed"));
        assertEquals("vqa", config.settings().get("data[0].templates"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            learning_rat: 1        | line 3: unknown key learning_rat; did you mean learning_rate? There are: model,
            steps: 0               | line 3: steps is "0"; expected a whole number of at least 1
            steps: 1e3             | line 3: steps is "1e3"; expected a whole number of at least 1
            steps: 9999999999      | line 3: steps is "9999999999"; expected a whole number of at least 1
            batch_size: -2         | line 3: batch_size is "-2"; expected a whole number of at least 1
            accumulate: 17         | line 3: accumulate is "17"; expected at most batch_size, 16
            learning_rate: 0       | line 3: learning_rate is "0"; expected a number above 0
            learning_rate: NaN     | line 3: learning_rate is "NaN"; expected a number of at least 0
            learning_rate: fast    | line 3: learning_rate is "fast"; expected a number of at least 0
            weight_decay: -0.1     | line 3: weight_decay is "-0.1"; expected a number of at least 0
            clip: Infinity         | line 3: clip is "Infinity"; expected a number of at least 0
            beta1: 1               | line 3: beta1 is "1"; expected a number below 1
            warmup_steps: 60001    | line 3: warmup_steps is "60001"; expected at most steps, 60000
            dropout: yes           | line 3: dropout is "yes"; expected one of true, false
            sampling: root         | line 3: sampling is "root"; expected one of sqrt, proportional, uniform
            save: int8             | line 3: save is "int8"; expected one of float32, float16, bfloat16, stored
            save_every: 0          | line 3: save_every is "0"; expected a whole number of at least 1
            seed: -1               | line 3: seed is "-1"; expected a whole number of at least 0
            draw: []               | line 3: draw is that; expected at least one
            trainable: {a: b}      | line 3: trainable is no text; expected one
            qformer_text: none     | line 3: qformer_text is "none"; expected a folder with BERT's tokenizer
            data_folder: none      | line 3: data_folder is "none"; expected a folder
            stages: []             | line 3: stages is that; expected at least one
            'draw: all\nstages: [{steps: 2}]'       | line 3: draw is "all"; expected it in a stage: above all of them each would begin anew
            stages: [{name: A}]    | line 3: name is "A"; expected small letters, digits and hyphens, each name once
            stages: [{name: ../x}] | line 3: name is "../x"; expected small letters, digits and hyphens
            'stages: [{name: a}, {name: a}]'        | line 3: name is "a"; expected small letters,
            stages: [{stps: 3}]                     | line 3: unknown key stps; did you mean steps?
            stages: [{model: demo}]                 | line 3: unknown key model; did you mean
            stages: [{steps: 0}]                    | line 3: steps is "0"; expected a whole number of at least 1
            validation: {every: 1}                  | line 3: sets is missing; expected a value
            'validation: {sets: [], every: 1}'      | line 3: sets is that; expected at least one data set
            'validation: {keep: all, sets: [{benchmark: easy-vqa}]}' | line 3: keep is "all"; expected one of best, last
            'validation: {sets: [{benchmark: easy-vqa, prompt: "{"}]}' | line 3: prompt is "{"; expected a template
            'validation: {sets: [{benchmrk: easy-vqa}]}' | line 3: unknown key benchmrk; did you mean benchmark?
            data: []                                | line 3: data is there twice; expected it once
            """)
    void namesFileLineAndWhatIsWrong(String line, String message) throws IOException {
        refused(
                "model: demo\n" + DATA + line.replace("\\n", "\n") + "\n",
                "line " + message.substring(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {templates: vqa}                                  | benchmark is missing; expected a value
            {benchmark: easyvqa, templates: vqa}              | easyvqa
            {benchmark: easy-vqa}                             | templates is missing; expected templates, or a label instead
            '{benchmark: easy-vqa, templates: vqa, label: x}' | templates is "vqa"; expected templates, or a label instead
            '{benchmark: easy-vqa, template: vqa}'            | unknown key template; did you mean templates?
            '{benchmark: easy-vqa, templates: []}'            | templates is that; expected at least one
            '{benchmark: easy-vqa, templates: "{question"}'   | templates is "{question"; expected a template with field names in braces
            '{benchmark: easy-vqa, templates: vqa, answer: "}"}' | answer is "}"; expected a template
            '{benchmark: easy-vqa, templates: vqa, split: dev}' | split is "dev"; expected one of test, train
            '{benchmark: easy-vqa, templates: vqa, weight: 0}' | weight is "0"; expected a number above 0
            '{benchmark: easy-vqa, templates: vqa, size: 0}'  | size is "0"; expected a whole number of at least 1
            '{benchmark: easy-vqa, templates: vqa, limit: x}' | limit is "x"; expected a whole number of at least 0
            '{benchmark: easy-vqa, templates: vqa, where: 1}' | where is no mapping; expected keys and values
            '{benchmark: easy-vqa, templates: vqa, folder: x}' | folder is "x"; expected a folder
            '{benchmark: gqa, templates: vqa}'                | folder is missing; expected the folder of its files
            '{benchmark: easy-vqa, templates: vqa}, {benchmark: easy-vqa, label: x}' | data is that; expected label in all data sets of a stage or in none
            """)
    void namesWhatIsWrongWithADataSet(String set, String message) throws IOException {
        refused("model: demo\ndata: [" + set + "]\n", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps: 5\n",
                "model: demo\nsteps: 5\n",
                "model: nowhere\n" + DATA,
                "model: demo\ndata: {benchmark: easy-vqa}\n",
                "model: demo\ndata:\n  - {benchmark: easy-vqa, label: x}\n"
                        + "validation: {sets: [{benchmark: easy-vqa}]}\n",
                "model: demo\ndata:\n  - {benchmark: msvd-qa, folder: ., label: x}\n",
                "model: \"a\\0b\"\n" + DATA,
                "",
                "- a",
                "model: !!java.io.File [x]\n"
            })
    void aWholeThatCannotBeIsNamed(String text) throws IOException {
        refused(text, "expected");
    }

    @Test
    void theDocumentedFilesAreRead() throws Exception {
        Files.createDirectories(folder.resolve("easy-vqa"));
        int read = 0;
        try (var files = Files.newDirectoryStream(DOCS.resolve("tuning"), "easy-vqa*.yaml")) {
            for (Path file : files) {
                TuneConfig config = read(Files.readString(file));
                assertEquals(PLACES.model(), config.model(), file.toString());
                read++;
            }
        }
        assertEquals(2, read);
    }

    @Test
    void everyKeyIsDocumented() throws Exception {
        String text = Files.readString(DOCS.resolve("tuning.md"));
        for (String beginning :
                List.of(
                        "",
                        "model: demo\nstages:\n- ",
                        "model: demo\ndata:\n- ",
                        "model: demo\n" + DATA + "validation:\n  ",
                        "model: demo\n" + DATA + "validation:\n  sets:\n  - ")) {
            String message =
                    assertThrows(DatasetException.class, () -> read(beginning + "x: y\n"))
                            .getMessage();
            String keys = message.substring(message.indexOf("There are: ") + 11);
            for (String key : keys.split(", ")) {
                assertTrue(text.contains("`" + key + "`"), key + " is not documented");
            }
        }
    }

    private void refused(String text, String part) throws IOException {
        Path file = write(text);
        DatasetException e =
                assertThrows(
                        DatasetException.class,
                        () -> TuneFile.read(file, Optional.empty(), PLACES));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    private TuneConfig read(String text) throws Exception {
        return TuneFile.read(write(text), Optional.empty(), PLACES);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("tune.yaml"), text);
    }
}
