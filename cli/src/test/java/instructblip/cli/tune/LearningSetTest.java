package instructblip.cli.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.core.image.Movement;
import instructblip.core.train.Mixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A described benchmark of five records on three pictures. */
class LearningSetTest {

    private static final int DRAWS = 3000;

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("toys.yaml"),
                """
                name: toys
                splits: {test: toys.jsonl}
                image: "{file}"
                prompt: "{question}"
                answer: short
                references: answers
                facts: {kind: kind}
                metric: exact-match
                """);
        Files.writeString(
                folder.resolve("toys.jsonl"),
                """
                {"file": "a.png", "question": "what color is it?", "kind": "color", "answers": ["red"]}
                {"file": "a.png", "question": "what shape is it?", "kind": "shape", "answers": ["circle"]}
                {"file": "b.png", "question": "what color is it?", "kind": "color", "answers": ["blue", "navy", "blue"]}
                {"file": "c.png", "question": "is it red?", "kind": "yes/no", "answers": ["no"]}
                {"file": "a.png", "question": "what color is this?", "kind": "color", "answers": ["crimson"]}
                """);
        for (String name : List.of("a.png", "b.png", "c.png")) {
            Files.createFile(folder.resolve(name));
        }
    }

    @Test
    void whereAndLimitChoose() throws Exception {
        assertEquals(5, set("templates: vqa").size());
        assertEquals(3, set("templates: vqa, where: {kind: color}").size());
        assertEquals(4, set("templates: vqa, where: {kind: [color, shape]}").size());
        assertEquals(
                2,
                set("templates: vqa, where: {kind: color, question: 'what color is it?'}").size());
        LearningSet limited = set("templates: ['{question}'], where: {kind: color}, limit: 2");
        assertEquals(2, limited.size());
        assertEquals(
                List.of("toys/0", "toys/2"),
                List.of(lesson(limited, 0, 1).name(), lesson(limited, 1, 1).name()));
        assertEquals(
                new Mixture.Part(2, 900, 0.5),
                set("templates: vqa, limit: 2, size: 900, weight: 0.5").part());
        assertEquals(new Mixture.Part(5, 5, 1), set("templates: vqa").part());
    }

    @Test
    void nothingToLearnIsAFault() throws IOException {
        refused(
                "templates: vqa, where: {kind: size}",
                folder
                        + ": nothing to learn from the split test of toys: 5 samples, none with an answer for which `where` holds");
        refused("templates: vqa, where: {kinds: color}", "for which `where` holds");
    }

    @Test
    void aMissingPictureIsNamed() throws IOException {
        Files.delete(folder.resolve("b.png"));
        refused("templates: vqa", folder + ": b.png is missing, which toys asks about");
    }

    @Test
    void aTemplateMustFitEverySample() throws IOException {
        refused("templates: ['{question}', '{colour}']", "toys, sample ");
        refused("templates: ['{question}', '{colour}']", "colour");
        refused("templates: vqa, answer: '{reply}'", "reply");
        refused("label: '{sort}'", "sort");
    }

    @Test
    void answersAndTemplatesAreDrawnAlike() throws Exception {
        LearningSet set =
                set(
                        "templates: ['Q: {question}', '{kind}'], where: {kind: color}, answer: 'a {answer}'");
        Map<String, Integer> counts = new TreeMap<>();
        for (int seed = 0; seed < DRAWS; seed++) {
            Lesson lesson = lesson(set, 1, seed * 7919L);
            assertEquals(List.of(folder.resolve("b.png")), lesson.request().images());
            assertNull(lesson.classes());
            assertEquals(Movement.NONE, lesson.movement());
            counts.merge(lesson.answer(), 1, Integer::sum);
            counts.merge(lesson.request().prompt(), 1, Integer::sum);
        }
        assertEquals(Set.of("Q: what color is it?", "color", "a blue", "a navy"), counts.keySet());
        double sigma = Math.sqrt(DRAWS * 0.25);
        assertEquals(DRAWS / 2.0, counts.get("color"), 4 * sigma);
        // As often as the answer is among the references.
        assertEquals(DRAWS * 2 / 3.0, counts.get("a blue"), 4 * sigma);
        // The same draw is the same lesson.
        Mixture.Draw draw = new Mixture.Draw(0, 1, 42);
        assertEquals(set.lesson(draw, Map.of()).request(), set.lesson(draw, Map.of()).request());
    }

    @Test
    void questionsAreAskedForByTheirAnswers() throws Exception {
        LearningSet set = set("templates: vqg, where: {kind: shape}");
        Set<String> prompts = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Lesson lesson = lesson(set, 0, seed * 104729L);
            assertEquals("what shape is it?", lesson.answer());
            assertTrue(lesson.request().prompt().contains("circle"), lesson.request().prompt());
            prompts.add(lesson.request().prompt());
        }
        assertEquals(6, prompts.size());
    }

    @Test
    void labelsOfOnePictureAreOneLesson() throws Exception {
        LearningSet set = set("label: '{kind}', where: {kind: [color, shape]}");
        assertEquals(2, set.size());
        Map<String, Map<String, Integer>> labels = new LinkedHashMap<>();
        set.collectLabels(labels);
        assertEquals(
                Map.of(
                        "color", Map.of("red", 0, "crimson", 1, "blue", 2),
                        "shape", Map.of("circle", 0)),
                labels);
        assertEquals(List.of("color", "shape"), List.copyOf(labels.keySet()));
        Lesson first = set.lesson(new Mixture.Draw(0, 0, 1), labels);
        // Of two answers to one label the first counts.
        assertArrayEquals(new int[] {0, 0}, first.classes());
        assertNull(first.answer());
        assertEquals("", first.request().prompt());
        assertArrayEquals(
                new int[] {2, -1}, set.lesson(new Mixture.Draw(0, 1, 1), labels).classes());
    }

    @Test
    void picturesMoveWithinTheirRange() throws Exception {
        LearningSet set = LearningSet.read(source("templates: vqa"), new TuneStage.Moves(2, true));
        Set<Integer> right = new TreeSet<>();
        Set<Integer> down = new TreeSet<>();
        int mirrored = 0;
        for (int seed = 0; seed < DRAWS; seed++) {
            Movement movement = lesson(set, 0, seed * 7919L).movement();
            right.add(movement.right());
            down.add(movement.down());
            mirrored += movement.mirrored() ? 1 : 0;
        }
        assertEquals(Set.of(-2, -1, 0, 1, 2), right);
        assertEquals(right, down);
        assertEquals(DRAWS / 2.0, mirrored, 4 * Math.sqrt(DRAWS * 0.25));
    }

    private static Lesson lesson(LearningSet set, int sample, long seed) {
        return set.lesson(new Mixture.Draw(0, sample, seed), Map.of());
    }

    private LearningSet set(String keys) throws Exception {
        return LearningSet.read(source(keys), new TuneStage.Moves(0, false));
    }

    private LearningSource source(String keys) throws DatasetException, IOException {
        Path file =
                Files.writeString(
                        folder.resolve("tune.yaml"),
                        "model: .\ndata: [{benchmark: toys.yaml, folder: ., %s}]\n"
                                .formatted(keys));
        return TuneFile.read(file, Optional.empty(), new TuneFile.Places(folder, folder))
                .stages()
                .get(0)
                .sources()
                .get(0);
    }

    private void refused(String keys, String part) {
        DatasetException e = assertThrows(DatasetException.class, () -> set(keys));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}
