package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.request.Answer;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Ranked;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In float32 an answer does not depend on what else is in its batch, nor on what is answered beside
 * it.
 */
class BatchingTest {

    /** Of sums over a text; matrices of other sizes are added up in another order. */
    private static final double ROUNDING = 1e-3;

    private static final List<String> PROMPTS =
            List.of(
                    "Question: what color is the circle? Short answer:",
                    "",
                    "A short image description: ",
                    "Is it red?\nOr ¿azul?",
                    "Question: "
                            + "which of the many small things is it, ".repeat(30)
                            + "and why?");

    private static final List<AnswerMode> MODES =
            List.of(
                    new Generate(1, 9, 0, 1.0, 1.0, false),
                    new Generate(5, 10, 1, -1.0, 1.5, false),
                    new Generate(3, 12, 4, 1.0, 1.2, true),
                    new Rank(List.of("yes", "no", "a red circle", "yes, it is")),
                    new Rank(List.of("two", "three")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instructblip-t5-tiny",
                "instructblip-vicuna-tiny",
                "t5-relu-head",
                "llama-one-group",
                "blip2-t5-plain",
                "blip2-opt-tiny"
            })
    void anyBatchGivesTheSameAnswers(String name) throws Exception {
        try (OpenModel model = Oracle.open(name);
                OpenModel sideBySide = Oracle.open(name, 3)) {
            List<PreparedRequest> requests = requests(model, images(name));
            List<Answer> alone = answers(model, requests, 1);
            for (int size : new int[] {3, 7, requests.size()}) {
                agree(alone, answers(model, requests, size), size);
                agree(alone, answers(sideBySide, requests, size), size);
            }
            assertEquals(model.visionImages(), sideBySide.visionImages(), "each image once");
        }
    }

    private static void agree(List<Answer> alone, List<Answer> together, int size) {
        for (int i = 0; i < alone.size(); i++) {
            agree(alone.get(i), together.get(i), "request " + i + " in " + size);
        }
    }

    private static void agree(Answer alone, Answer together, String what) {
        if (alone instanceof Generated text) {
            Generated other = assertInstanceOf(Generated.class, together, what);
            assertEquals(text.ids(), other.ids(), what);
            assertEquals(text.text(), other.text(), what);
            assertEquals(Double.isNaN(text.score()), Double.isNaN(other.score()), what);
            if (!Double.isNaN(text.score())) {
                double rounding = ROUNDING * Math.max(1, Math.abs(text.score()) / 100);
                assertEquals(text.score(), other.score(), rounding, what);
            }
        } else {
            Ranked ranked = assertInstanceOf(Ranked.class, alone, what);
            Ranked other = assertInstanceOf(Ranked.class, together, what);
            assertEquals(ranked.candidates(), other.candidates(), what);
            assertEquals(ranked.order(), other.order(), what);
            for (int c = 0; c < ranked.losses().size(); c++) {
                assertEquals(ranked.losses().get(c), other.losses().get(c), ROUNDING, what);
            }
        }
    }

    private static List<PreparedRequest> requests(OpenModel model, List<Path> images)
            throws RequestException {
        List<PreparedRequest> requests = new ArrayList<>();
        for (int i = 0; i < PROMPTS.size() * MODES.size(); i++) {
            AnswerMode mode = MODES.get(i % MODES.size());
            List<Path> frames = new ArrayList<>();
            for (int frame = 0; frame < (i % 3 == 0 ? 4 : 1); frame++) {
                frames.add(images.get((i * 2 + frame) % images.size()));
            }
            String prompt = PROMPTS.get((i + i / MODES.size()) % PROMPTS.size());
            requests.add(model.prepare(new Request(frames, prompt, mode)));
        }
        return requests;
    }

    private static List<Answer> answers(OpenModel model, List<PreparedRequest> requests, int size) {
        List<Answer> answers = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += size) {
            int to = Math.min(requests.size(), from + size);
            answers.addAll(model.answer(requests.subList(from, to)));
        }
        assertEquals(requests.size(), answers.size());
        return answers;
    }

    private static List<Path> images(String name) throws IOException {
        try (Stream<Path> files = Files.list(Oracle.recording(name).resolve("images"))) {
            List<Path> images = files.sorted().toList();
            assertTrue(images.size() >= 3);
            return images;
        }
    }
}
