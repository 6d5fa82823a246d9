package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Failed;
import instructblip.core.request.Generate;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing of a sample stays behind but the features of its image. */
class LeakTest {

    private static final List<AnswerMode> MODES =
            List.of(
                    new Generate(1, 5, 0, 1.0, 1.2, false),
                    new Generate(4, 5, 1, 1.0, 1.2, true),
                    new Rank(List.of("yes", "no", "a red circle")));

    @ParameterizedTest
    @CsvSource({
        "t5-silu-tied, 1",
        "llama-one-group, 1",
        "blip2-opt-projected, 1",
        "t5-silu-tied, 2"
    })
    void theNumberOfTensorsStaysFlat(String name, int threads) throws Exception {
        Path folder = Oracle.recording(name).resolve("images");
        List<Path> images = List.of(folder.resolve("a.png"), folder.resolve("b.png"));
        try (OpenModel model = Oracle.open(name, threads)) {
            answer(model, images, 0);
            answer(model, images, 1);
            int before = model.liveTensors();
            for (int i = 0; i < 300; i += 6) {
                answer(model, images, i);
            }
            assertEquals(before, model.liveTensors());
            assertEquals(2, model.visionImages());
        }
    }

    private static void answer(OpenModel model, List<Path> images, int number) throws Exception {
        List<PreparedRequest> batch = new ArrayList<>();
        for (int i = number; i < number + 6; i++) {
            Path image = images.get(i % images.size());
            AnswerMode mode = MODES.get(i % MODES.size());
            batch.add(model.prepare(new Request(List.of(image), "Is it " + i + "?", mode)));
        }
        assertTrue(model.answer(batch).stream().noneMatch(Failed.class::isInstance));
    }
}
