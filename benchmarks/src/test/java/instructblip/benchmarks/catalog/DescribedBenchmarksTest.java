package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;
import instructblip.core.request.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Benchmarks in YAML: the documented example, the held-in sets, and descriptions with faults. */
class DescribedBenchmarksTest {

    private static final Path EXAMPLE = Path.of("..", "docs", "own-benchmark");

    private static final String VALID =
            """
            name: mine
            splits: {test: q.csv}
            image: "{file}"
            prompt: "{q}"
            answer: short
            references: a
            metric: exact-match
            """;

    @TempDir private Path data;

    @Test
    void theDocumentedExampleRuns() throws Exception {
        Benchmark benchmark = Benchmarks.named(EXAMPLE.resolve("kitchen.yaml").toString());

        Sample sample = benchmark.read(EXAMPLE.resolve("data"), "test").samples().get(1);

        assertEquals("2", sample.id());
        assertEquals("shelf/0012.jpg", sample.media());
        assertEquals(
                "Question: How many jars are there? Options: (a) 3 (b) 4 (c) 5. Answer:",
                benchmark.prompt(sample, Preset.PAPER));
        assertEquals(
                new Rank(List.of("3", "4", "5")),
                benchmark.mode(
                        sample,
                        new ModelKind(ModelType.INSTRUCTBLIP, LanguageFamily.LLAMA),
                        Preset.PAPER));
        assertEquals(List.of("3"), sample.references());
        assertEquals(Map.of("answer", 0), sample.facts());
        assertTrue(
                Files.readString(Path.of("..", "docs", "own-benchmarks.md"))
                        .contains(
                                Files.readString(EXAMPLE.resolve("kitchen.yaml"))
                                        .replaceFirst("#.*\n", "")),
                "the document shows the example");
    }

    @Test
    void joinsTheAnswersOfVqaV2() throws Exception {
        write(
                "v2_OpenEnded_mscoco_val2014_questions.json",
                """
                {"info": {}, "questions": [
                 {"image_id": 42, "question": "What is it? ", "question_id": 42001},
                 {"image_id": 7, "question": "Is it red?", "question_id": 7000}]}
                """);
        write(
                "v2_mscoco_val2014_annotations.json",
                """
                {"annotations": [
                 {"question_id": 7000, "answer_type": "yes/no", "image_id": 7,
                  "answers": [{"answer": "no", "answer_id": 1}, {"answer": "yes", "answer_id": 2}]},
                 {"question_id": 42001, "answer_type": "other", "image_id": 42,
                  "answers": [{"answer": "a cat", "answer_id": 1}]}]}
                """);
        Benchmark benchmark = Benchmarks.named("vqav2");

        List<Sample> samples = benchmark.read(data, "val").samples();

        assertEquals("42001", samples.get(0).id());
        assertEquals("val2014/COCO_val2014_000000000042.jpg", samples.get(0).media());
        assertEquals(List.of("a cat"), samples.get(0).references());
        assertEquals(List.of("no", "yes"), samples.get(1).references());
        assertEquals(Map.of("answer_type", "yes/no"), samples.get(1).facts());
        assertEquals(
                "Question: What is it? Short answer:",
                benchmark.prompt(samples.get(0), Preset.PAPER));
        assertEquals(
                "Question: What is it? Short Answer:",
                benchmark.prompt(samples.get(0), Preset.LAVIS));
    }

    @Test
    void aQuestionWithoutPartnerIsAFault() throws Exception {
        Path file =
                write(
                        "OpenEnded_mscoco_val2014_questions.json",
                        "{\"questions\": [{\"image_id\": 1, \"question\": \"?\", \"question_id\": 5}]}");
        write("mscoco_val2014_annotations.json", "{\"annotations\": []}");

        assertFault(
                file
                        + ", record 0 (questions[0]): the joined file has no record with the"
                        + " question_id 5; expected one",
                "okvqa",
                "val");
    }

    @Test
    void aOkVqaIsReadBothWays() throws Exception {
        write(
                "aokvqa_v1p0_val.json",
                """
                [{"split": "val", "image_id": 299207, "question_id": "22jbM6gDxdaMaunuzgrsBB",
                  "question": "What is in the man's hand?", "choices": ["kite", "ball", "cup", "hat"],
                  "correct_choice_idx": 2, "direct_answers": ["cup", "mug"],
                  "difficult_direct_answer": false}]
                """);

        Sample choice = Benchmarks.named("a-okvqa-choice").read(data, "val").samples().get(0);
        Sample direct = Benchmarks.named("a-okvqa").read(data, "val").samples().get(0);

        assertEquals("val2017/000000299207.jpg", choice.media());
        assertEquals(List.of("kite", "ball", "cup", "hat"), choice.candidates());
        assertEquals(List.of("cup"), choice.references());
        assertEquals(Map.of("answer", 2), choice.facts());
        assertEquals("(a) kite (b) ball (c) cup (d) hat", choice.fields().get("options"));
        assertEquals(List.of("cup", "mug"), direct.references());
        assertEquals(Map.of("difficult_direct_answer", false), direct.facts());
        assertEquals(List.of(), direct.candidates());
    }

    @Test
    void anUnlabelledSplitHasNoReferences() throws Exception {
        write(
                "aokvqa_v1p0_test.json",
                """
                [{"split": "test", "image_id": 1, "question_id": "x", "question": "?",
                  "choices": ["a", "b", "c", "d"]}]
                """);

        Sample sample = Benchmarks.named("a-okvqa-choice").read(data, "test").samples().get(0);

        assertEquals(List.of(), sample.references());
        assertEquals(List.of("a", "b", "c", "d"), sample.candidates());
        assertEquals(Map.of(), sample.facts());
    }

    @Test
    void goesThroughTheListsOfOcrVqa() throws Exception {
        write(
                "dataset.json",
                """
                {"0001": {"split": 1, "questions": ["x"], "answers": ["y"]},
                 "761183272": {"split": 3, "questions": ["Who wrote it?", "Is it a novel?"],
                  "answers": ["A. Author", "No"], "genre": "Calendars"}}
                """);

        List<Sample> samples = Benchmarks.named("ocr-vqa").read(data, "test").samples();

        assertEquals(
                List.of("761183272/0", "761183272/1"), samples.stream().map(Sample::id).toList());
        assertEquals("images/761183272.jpg", samples.get(1).media());
        assertEquals("Is it a novel?", samples.get(1).fields().get("question"));
        assertEquals(List.of("No"), samples.get(1).references());
    }

    @Test
    void listsOfDifferentLengthAreAFault() throws Exception {
        Path file =
                write(
                        "dataset.json",
                        "{\"1\": {\"split\": 3, \"questions\": [\"a\", \"b\"], \"answers\": [\"c\"]}}");

        String message =
                assertThrows(
                                DatasetException.class,
                                () -> Benchmarks.named("ocr-vqa").read(data, "test"))
                        .getMessage();

        assertTrue(message.startsWith(file + ", record 1 (entry 1): the lists"), message);
    }

    @Test
    void takesEveryImageOfTextCapsOnce() throws Exception {
        write(
                "TextCaps_0.1_val.json",
                """
                {"data": [
                 {"image_id": "a1", "caption_id": 1, "reference_strs": ["A sign.", "One sign"]},
                 {"image_id": "a1", "caption_id": 2, "reference_strs": ["A sign.", "One sign"]},
                 {"image_id": "b2", "caption_id": 3, "reference_strs": ["A bus."]}]}
                """);

        List<Sample> samples = Benchmarks.named("textcaps").read(data, "val").samples();

        assertEquals(List.of("a1", "b2"), samples.stream().map(Sample::id).toList());
        assertEquals(List.of("A sign.", "One sign"), samples.get(0).references());
        assertEquals("train_images/a1.jpg", samples.get(0).media());
    }

    @Test
    void readsKarpathysCocoAsLavisHasIt() throws Exception {
        write(
                "coco_karpathy_test.json",
                "[{\"image\": \"val2014/COCO_val2014_000000391895.jpg\", \"caption\": [\"A man.\"]}]");

        Sample sample = Benchmarks.named("coco-caption").read(data, "test").samples().get(0);

        assertEquals("val2014/COCO_val2014_000000391895.jpg", sample.id());
        assertEquals(sample.id(), sample.media());
        assertEquals(List.of("A man."), sample.references());
    }

    @Test
    void tablesAndFixedCandidatesAndAVocabulary() throws Exception {
        write("q.tsv", "file\tq\ta\tno.1\n1.jpg\t is it \"red\"?\tyes\t9\n");
        write("train.csv", "a\nb\n\"a, b\"\nb\n");
        String yaml =
                VALID.replace("q.csv", "q.tsv").replace("answer: short", "answer: rank")
                        + "facts: {n: no.1}\n";

        Sample fixed = read(yaml + "candidates: [yes, no]\n");
        Sample vocabulary = read(yaml + "candidates: {file: train.csv, field: a}\n");

        assertEquals(List.of("yes", "no"), fixed.candidates());
        assertEquals("is it \"red\"?", fixed.fields().get("q"));
        assertEquals(Map.of("n", "9"), fixed.facts());
        assertEquals(List.of("a, b", "b"), vocabulary.candidates());
    }

    private Sample read(String yaml) throws IOException, DatasetException {
        Path file = write("mine.yaml", yaml);
        return Benchmarks.named(file.toString()).read(data, "test").samples().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    name: mine          | name: ../x                | line 1: name is "../x"; expected small letters, digits and hyphens
                    name: mine          | name: mine\\nname: yours   | line 2: name is there twice; expected it once
                    answer: short       | answer: long              | line 5: answer is "long"; expected short, caption or rank
                    answer: short       | answer: rank              | line 1: candidates is missing; expected them where the answer is rank, and only there
                    references: a       | referneces: a             | line 6: unknown key referneces; did you mean references? There are: name,
                    metric: exact-match | metric: bleu              | line 7: metric is "bleu"; expected one of exact-match, vqa,
                    "{file}"            | "{file"                   | line 3: image is "{file"; expected field names in braces
                    "{q}"               | "{q"                      | line 4: prompt is "{q"; expected a template
                    q.csv               | ../q.csv                  | line 2: test is "../q.csv"; expected a file within the data folder
                    q.csv               | /q.csv                    | line 2: test is "/q.csv"; expected a file within the data folder
                    name: mine          | name: !!java.net.URL x    | line 1: not read (Global tag is not allowed: tag:yaml.org,2002:java.net.URL); expected plain
                    name: mine          | name: !url x              | line 1: the tag !url is not read; expected plain values
                    {test: q.csv}       | &a {test: q.csv, b: *a}   | expected a short YAML file without aliases
                    {test: q.csv}       | {test: [q.csv]            | line 3: not read (expected ',' or '}', but got <scalar>)
                    name: mine          | name: gqa                 | the name gqa belongs to another benchmark; expected one of its own
                    """)
    void aFaultIsNamedWithItsLine(String from, String to, String expected) throws Exception {
        Path file = write("bad.yaml", VALID.replace(from, to.replace("\\n", "\n")));

        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Benchmarks.named(file.toString()))
                        .getMessage();

        assertTrue(message.startsWith(file + ""), message);
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void anAliasBombIsAnError() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(i, i - 1));
        }
        Path file = write("bomb.yaml", bomb.toString());

        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Benchmarks.named(file.toString()))
                        .getMessage();

        assertTrue(message.contains("expected a short YAML file without aliases"), message);
    }

    @Test
    void aMissingDescriptionIsNamed() {
        Path file = data.resolve("none.yaml");

        assertEquals(
                "there is no file " + file,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Benchmarks.named(file.toString()))
                        .getMessage());
    }

    private void assertFault(String expected, String name, String split) {
        assertEquals(
                expected,
                assertThrows(DatasetException.class, () -> Benchmarks.named(name).read(data, split))
                        .getMessage());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(data.resolve(name), text);
    }
}
