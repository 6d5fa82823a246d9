package instructblip.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.Examination;
import instructblip.core.model.Examiner;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.OpenModel;
import instructblip.core.model.Precision;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The 16-bit types stay as near to float32 as the reference does in them. */
class PrecisionTest {

    @TempDir Path temporary;

    /** Twice what the reference itself differs by; weights stored in each type in each type. */
    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny,      BFLOAT16, 0.13,  1.2",
        "instructblip-t5-tiny-bf16, BFLOAT16, 0.08,  1.2",
        "instructblip-t5-tiny-v5,   BFLOAT16, 0.13,  1.3",
        "instructblip-vicuna-tiny,  BFLOAT16, 0.14,  2.2",
        "instructblip-t5-tiny,      FLOAT16,  0.014, 0.18",
        "instructblip-t5-tiny-bf16, FLOAT16,  0.01,  0.1",
        "instructblip-t5-tiny-v5,   FLOAT16,  0.014, 0.2",
        "instructblip-vicuna-tiny,  FLOAT16,  0.012, 0.22",
        "blip2-t5-tiny,             BFLOAT16, 0.12,  1.3",
        "blip2-t5-tiny,             FLOAT16,  0.011, 0.12",
        "blip2-opt-tiny,            BFLOAT16, 0.11,  0.6",
        "blip2-opt-tiny,            FLOAT16,  0.012, 0.1",
    })
    void staysNearFloat32(String name, Precision precision, double vision, double logits) {
        try (OpenModel model = Oracle.open(Oracle.model(name), precision)) {
            isNearFloat32(model, name, vision, logits);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny,      0.13, 1.2",
        "instructblip-t5-tiny-bf16, 0.08, 1.2",
        "instructblip-vicuna-tiny,  0.14, 2.2",
        "blip2-opt-tiny,            0.11, 0.6",
    })
    void soDoWeightsAsTheyAreStored(String name, double vision, double logits) {
        ModelOptions options = new ModelOptions("cpu", Optional.of(Precision.BFLOAT16), 1, 0);
        CheckedModel checked = CheckedModel.of(Oracle.model(name), options, note -> {});
        try (OpenModel model = checked.loadForOneAnswer(new Generate(5, 10, 1, -1, 1.5, false))) {
            isNearFloat32(model, name, vision, logits);
        }
    }

    private static void isNearFloat32(OpenModel model, String name, double vision, double logits) {
        VerifyReport report = Verification.of(model, options(name));
        int texts = 0;
        int equal = 0;
        for (VerifyReport.Case found : report.cases()) {
            assertTrue(found.stages().get("pixel_values").equal(), "pixels are float32");
            assertTrue(found.stages().get("vision").maxAbsDiff() <= vision, found.id());
            String last = name.contains("t5") ? "first_logits" : "prefill_logits";
            assertTrue(found.stages().get(last).maxAbsDiff() <= logits, found.id());
            for (VerifyReport.Generation text : found.generate()) {
                assertNotNull(text.text(), found.id());
                texts++;
                equal += text.equal() ? 1 : 0;
            }
        }
        assertTrue(equal * 2 > texts, equal + " of " + texts + " texts are equal");
    }

    private static VerifyOptions options(String name) {
        return new VerifyOptions(
                Oracle.recording(name), OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * T5's feed-forward outputs leave float16's range in real checkpoints, which is why its {@code
     * wo} and what they add to are kept in float32.
     */
    @Test
    void float16OverflowsNowhereInT5() throws Exception {
        Path large =
                Oracle.copyOf(
                        "t5-silu-tied",
                        temporary.resolve("large"),
                        weights ->
                                weights.forEach(
                                        (name, tensor) -> {
                                            if (name.endsWith("DenseReluDense.wo.weight")) {
                                                grow(tensor.values(), 1e5f);
                                            }
                                        }));
        Examination wide = examine(large, Precision.FLOAT32);
        Examination narrow = examine(large, Precision.FLOAT16);
        near(wide.stages().get("encoder"), narrow.stages().get("encoder"), 0.05);
        near(wide.stages().get("first_logits"), narrow.stages().get("first_logits"), 0.1);
        assertEquals(write(large, Precision.FLOAT32), write(large, Precision.FLOAT16));
    }

    private static void grow(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private static Examination examine(Path folder, Precision precision) throws Exception {
        try (OpenModel model = Oracle.open(folder, precision)) {
            Examiner examiner = new Examiner(model);
            return examiner.examine(examiner.pixels().read(images()), "Is it red?");
        }
    }

    private static List<Integer> write(Path folder, Precision precision) throws Exception {
        try (OpenModel model = Oracle.open(folder, precision)) {
            Examiner examiner = new Examiner(model);
            TensorValues pixels = examiner.pixels().read(images());
            Generate settings = new Generate(1, 3, 0, 1.0, 1.0, false);
            return ((Generated) examiner.answer(pixels, "Is it red?", settings)).ids();
        }
    }

    private static List<Path> images() {
        return List.of(Oracle.recording("t5-silu-tied").resolve("images/a.png"));
    }

    private static void near(TensorValues expected, TensorValues found, double share) {
        double largest = 0;
        for (float value : expected.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertEquals(expected.shape(), found.shape());
        for (int i = 0; i < found.values().length; i++) {
            assertEquals(expected.values()[i], found.values()[i], share * largest);
        }
    }
}
