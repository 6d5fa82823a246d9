package instructblip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import instructblip.core.request.RequestException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

    private static final String T5 = "t5-silu-tied";
    private static final String LLAMA = "llama-grouped-tied";

    @ParameterizedTest
    @ValueSource(strings = {T5, LLAMA})
    void passesAddUpToTheirBatch(String name) throws RequestException {
        List<Float> whole;
        Step one;
        try (TrainableModel model = Lessons.open(name, "qformer");
                Trainer trainer = new Trainer(model, AdamWSettings.authors(), false, 1)) {
            one = trainer.step(List.of(Lessons.batch(model)), 1e-3);
            whole = Lessons.values(model);
        }
        try (TrainableModel model = Lessons.open(name, "qformer");
                Trainer trainer = new Trainer(model, AdamWSettings.authors(), false, 1)) {
            List<TrainingSample> batch = Lessons.batch(model);
            Step two = trainer.step(List.of(batch.subList(0, 1), batch.subList(1, 4)), 1e-3);
            assertEquals(one.loss(), two.loss(), 1e-5);
            assertEquals(one.gradientNorm(), two.gradientNorm(), 1e-4 * one.gradientNorm());
            assertEquals(4, two.samples());
            assertEquals(one.labels(), two.labels());
            List<Float> parts = Lessons.values(model);
            double change = 0;
            for (int i = 0; i < parts.size(); i++) {
                change += Math.abs(parts.get(i) - whole.get(i));
            }
            // The sign of a gradient that is rounding noise moves its weight by the whole rate.
            assertTrue(change / parts.size() < 2e-6, "mean difference " + change / parts.size());
        }
    }

    @Test
    void clippingScalesLargeGradientsOnly() throws RequestException {
        double norm = stepWith(OptionalDouble.empty()).gradientNorm();
        assertEquals(norm, stepWith(OptionalDouble.of(norm / 7)).gradientNorm());
        assertEquals(values(OptionalDouble.empty()), values(OptionalDouble.of(norm * 1.01)));
        // AdamW is blind to a common factor, but for epsilon: a large one shows it.
        Map<String, Double> free = moved(OptionalDouble.empty());
        Map<String, Double> clipped = moved(OptionalDouble.of(norm / 7));
        assertEquals(7, free.get("qformer") / clipped.get("qformer"), 1e-2);
    }

    private static Step stepWith(OptionalDouble clip) throws RequestException {
        try (TrainableModel model = Lessons.open(T5, "language_projection");
                Trainer trainer = new Trainer(model, settings(clip, 1e-8), false, 1)) {
            return trainer.step(List.of(Lessons.batch(model)), 1e-3);
        }
    }

    private static List<Float> values(OptionalDouble clip) throws RequestException {
        try (TrainableModel model = Lessons.open(T5, "language_projection");
                Trainer trainer = new Trainer(model, settings(clip, 1e-8), false, 1)) {
            trainer.step(List.of(Lessons.batch(model)), 1e-3);
            return Lessons.values(model);
        }
    }

    private static Map<String, Double> moved(OptionalDouble clip) throws RequestException {
        try (TrainableModel model = Lessons.open(T5, "language_projection");
                Trainer trainer = new Trainer(model, settings(clip, 1e6), false, 1)) {
            List<Float> before = Lessons.values(model);
            trainer.step(List.of(Lessons.batch(model)), 1e4);
            List<Float> after = Lessons.values(model);
            double moved = 0;
            for (int i = 0; i < before.size(); i++) {
                moved += Math.abs((double) after.get(i) - before.get(i));
            }
            return Map.of("qformer", moved);
        }
    }

    private static AdamWSettings settings(OptionalDouble clip, double epsilon) {
        return new AdamWSettings(0.9, 0.999, epsilon, 0, spec -> false, clip);
    }

    @ParameterizedTest
    @ValueSource(strings = {T5, LLAMA, "blip2-opt-tiny"})
    void dropoutIsDrawnFromTheSeedAndTheStep(String name) throws RequestException {
        try (TrainableModel model = Lessons.open(name, "qformer");
                Trainer first = new Trainer(model, AdamWSettings.authors(), true, 5);
                Trainer same = new Trainer(model, AdamWSettings.authors(), true, 5);
                Trainer other = new Trainer(model, AdamWSettings.authors(), true, 6);
                Trainer without = new Trainer(model, AdamWSettings.authors(), false, 5)) {
            List<List<TrainingSample>> batch = List.of(Lessons.batch(model));
            double loss = first.step(batch, 0).loss();
            assertEquals(loss, same.step(batch, 0).loss());
            assertNotEquals(loss, other.step(batch, 0).loss());
            assertNotEquals(loss, without.step(batch, 0).loss());
            assertEquals(without.loss(batch.get(0)), without.step(batch, 0).loss(), 1e-5);
            // The learning rate was 0, so only the step's own numbers can make a difference.
            double second = first.step(batch, 0).loss();
            assertNotEquals(loss, second);
            assertEquals(second, same.step(batch, 0).loss());
        }
    }

    @Test
    void aLossThatIsNotFiniteChangesNothing() throws RequestException {
        try (TrainableModel model = Lessons.open(T5, "language_projection", "query_tokens");
                Trainer trainer = new Trainer(model, AdamWSettings.authors(), true, 5)) {
            List<List<TrainingSample>> batch = List.of(Lessons.batch(model));
            trainer.step(batch, 1e-3);
            float[] bias =
                    model.learned()
                            .values(
                                    model.learned().specs().stream()
                                            .filter(s -> s.name().endsWith("projection.bias"))
                                            .findFirst()
                                            .orElseThrow())
                            .values();
            bias[2] = Float.NaN;
            model.learned().set("language_projection.bias", bias);
            List<Float> before = Lessons.values(model);
            TrainingException e =
                    assertThrows(TrainingException.class, () -> trainer.step(batch, 1e-3));
            assertTrue(e.getMessage().startsWith("Step 2: the loss is NaN"), e.getMessage());
            assertEquals(1, trainer.steps());
            assertEquals(before, Lessons.values(model));
        }
    }

    @Test
    void nothingIsLeftBehindByAStep() throws RequestException {
        try (TrainableModel model = Lessons.open(LLAMA, "qformer");
                Trainer trainer = new Trainer(model, AdamWSettings.authors(), true, 5)) {
            List<List<TrainingSample>> batch = List.of(Lessons.batch(model));
            trainer.step(batch, 1e-3);
            int alive = model.kernels().liveTensors();
            for (int i = 0; i < 5; i++) {
                trainer.step(batch, 1e-3);
                trainer.loss(batch.get(0));
            }
            assertEquals(alive, model.kernels().liveTensors());
        }
    }
}
