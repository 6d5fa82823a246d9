package instructblip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.image.Movement;
import instructblip.core.model.OpenModel;
import instructblip.core.model.Precision;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import instructblip.core.request.Answer;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Ranked;
import instructblip.core.request.Request;
import instructblip.core.request.VisionLanguageModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that learns, asked and kept in between. */
class LearningModelTest {

    private static final List<AnswerMode> MODES =
            List.of(
                    new Generate(1, 8, 0, 1, 1, false),
                    new Generate(5, 10, 1, -1, 1.5, false),
                    new Rank(List.of("yes", "no", "a red circle")));

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny, qformer",
        "instructblip-vicuna-tiny, qformer",
        "t5-silu-tied, all"
    })
    void answersAsTheCheckpointThatItWrites(String name, String part) throws Exception {
        Path saved = folder.resolve("saved");
        List<Answer> learning;
        try (TrainableModel model = Lessons.open(name, part);
                Trainer trainer = new Trainer(model, AdamWSettings.authors(), true, 1)) {
            List<TrainingSample> batch = Lessons.batch(model);
            VisionLanguageModel asked = model.answering();
            List<Answer> before = answers(asked, name);
            for (int i = 0; i < 4; i++) {
                trainer.step(List.of(batch), 0.02);
            }
            learning = answers(asked, name);
            assertNotEquals(losses(before), losses(learning), "asked once more, it knows more");
            // Closing who asks leaves the model that learns open.
            asked.close();
            trainer.step(List.of(batch), 0);
            model.save(saved, Optional.of(StoredType.F32));
        }
        try (OpenModel model = Oracle.open(saved, Precision.FLOAT32)) {
            List<Answer> opened = answers(model, name);
            assertEquals(texts(opened), texts(learning));
            List<Double> expected = losses(opened);
            List<Double> found = losses(learning);
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), found.get(i), 1e-3);
            }
        }
    }

    private static List<Answer> answers(VisionLanguageModel model, String name) throws Exception {
        List<Path> images;
        try (Stream<Path> files = Files.list(Oracle.recording(name).resolve("images"))) {
            images = files.sorted().limit(3).toList();
        }
        List<Answer> answers = new ArrayList<>();
        for (AnswerMode mode : MODES) {
            List<PreparedRequest> batch = new ArrayList<>();
            for (Path image : images) {
                batch.add(model.prepare(new Request(List.of(image), "what is it?", mode)));
            }
            answers.addAll(model.answer(batch));
        }
        return answers;
    }

    private static List<Object> texts(List<Answer> answers) {
        return answers.stream()
                .map(
                        answer ->
                                answer instanceof Generated text
                                        ? text.ids()
                                        : (Object) ((Ranked) answer).order())
                .toList();
    }

    private static List<Double> losses(List<Answer> answers) {
        return answers.stream()
                .filter(Ranked.class::isInstance)
                .flatMap(answer -> assertInstanceOf(Ranked.class, answer).losses().stream())
                .toList();
    }

    @Test
    void whatWasKeptComesBackToTheBit() throws Exception {
        Path kept = folder.resolve("kept.safetensors");
        try (TrainableModel model = Lessons.open("instructblip-t5-tiny", "qformer");
                Trainer trainer = new Trainer(model, AdamWSettings.authors(), true, 1)) {
            List<TrainingSample> batch = Lessons.batch(model);
            trainer.step(List.of(batch), 0.01);
            List<Float> values = Lessons.values(model);
            model.keep(kept);
            trainer.step(List.of(batch), 0.01);
            assertNotEquals(values, Lessons.values(model));
            model.takeBack(kept);
            assertEquals(values, Lessons.values(model));
            model.keep(kept);
        }
        try (var left = Files.list(folder)) {
            assertEquals(List.of(kept), left.toList());
        }
        try (TrainableModel other = Lessons.open("instructblip-t5-tiny", "query_tokens")) {
            List<Float> values = Lessons.values(other);
            CheckpointException e =
                    assertThrows(CheckpointException.class, () -> other.takeBack(kept));
            assertTrue(
                    e.getMessage().startsWith(kept + " does not hold what the model learns: "),
                    e.getMessage());
            Files.write(kept, new byte[30]);
            assertThrows(CheckpointException.class, () -> other.takeBack(kept));
            assertEquals(values, Lessons.values(other));
        }
    }

    /** As the authors' code cuts them: 128 ids of a prompt, 256 of an answer. */
    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny, 1, 1",
        "instructblip-vicuna-tiny, 2, -1",
        "blip2-opt-tiny, 202, -1"
    })
    void longTextsAreCut(String name, int end, int lastOfTheCut) throws Exception {
        String text = "green before and cups past ".repeat(80);
        Path image;
        try (Stream<Path> files = Files.list(Oracle.recording(name).resolve("images"))) {
            image = files.sorted().findFirst().orElseThrow();
        }
        try (TrainableModel model = Lessons.open(name, "query_tokens")) {
            Rank mode = new Rank(List.of(""));
            Request request = new Request(List.of(image), text, mode);
            TrainingSample cut = model.prepare(request, text, Movement.NONE);
            assertEquals(128, cut.prompt().length);
            assertEquals(name.startsWith("blip2") ? 0 : 128, cut.instruction().length);
            assertEquals(256, cut.answer().length);
            assertEquals(256, cut.labels());
            assertEquals(lastOfTheCut == end, cut.answer()[255] == end);
            int[] whole =
                    model.prepare(new Request(List.of(image), "", mode), "two", Movement.NONE)
                            .answer();
            assertEquals(end, whole[whole.length - 1]);
            TrainingSample moved = model.prepare(request, text, new Movement(1, 0, false));
            assertNotEquals(cut.imageKey(), moved.imageKey());
        }
    }
}
