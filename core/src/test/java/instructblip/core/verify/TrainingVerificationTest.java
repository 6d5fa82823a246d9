package instructblip.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import instructblip.core.Oracle;
import instructblip.core.checkpoint.SafetensorsFile;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses, gradients and ten steps that the reference recorded, and recordings that were changed.
 */
class TrainingVerificationTest {

    private static final String T5 = "instructblip-t5-tiny";
    private static final String WEIGHT = "qformer.encoder.layer.1.attention.attention.value.weight";
    private static final String BIAS = "language_projection.bias";
    private static final String UNREAD = "qformer.encoder.layer.3.output.LayerNorm.weight";
    private static final String NOISE = "qformer.encoder.layer.1.attention.attention.key.bias";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                T5,
                "instructblip-vicuna-tiny",
                "t5-silu-tied",
                "llama-grouped-tied",
                "blip2-t5-tiny",
                "blip2-opt-tiny"
            })
    void agreesWithTheReference(String name) throws IOException {
        Path reference = Oracle.recording(name + "-training");
        JsonNode recorded =
                new ObjectMapper().readTree(reference.resolve("training.json").toFile());
        Path dump = folder.resolve("dump.safetensors");
        TrainingReport report =
                verify(
                        name,
                        new VerifyOptions(
                                reference,
                                OptionalDouble.empty(),
                                Optional.of(dump),
                                Optional.empty()));
        assertEquals(List.of(), report.faults());
        assertTrue(report.equal());
        assertEquals(name, report.model());
        for (int i = 0; i <= 10; i++) {
            assertEquals(recorded.get("losses").get(i).asDouble(), report.losses().get(i), 5e-4);
        }
        int tensors = recorded.get("trainable").size();
        assertEquals(tensors, report.gradients().size());
        assertEquals(tensors - recorded.get("noise_gradient").size(), report.after10().size());
        report.gradients().forEach((tensor, found) -> assertTrue(found <= 5e-4, tensor));
        report.after10().forEach((tensor, found) -> assertTrue(found <= 1e-4, tensor));
        dumped(reference.resolve("tensors.safetensors"), dump, recorded);
    }

    private static void dumped(Path reference, Path dump, JsonNode recorded) {
        Map<String, TensorEntry> found =
                SafetensorsFile.entries(dump).stream()
                        .collect(Collectors.toMap(TensorEntry::name, Function.identity()));
        List<String> noise = List.of(recorded.get("noise_gradient").toString().split("\""));
        int compared = 0;
        for (TensorEntry entry : SafetensorsFile.entries(reference)) {
            String tensor = entry.name().replaceFirst("^(grad|after10)/", "");
            if (entry.name().startsWith("after10/") && !noise.contains(tensor)) {
                float[] expected = TensorValues.read(entry).values();
                float[] values = TensorValues.read(found.get(entry.name())).values();
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], values[i], 1e-4, tensor);
                }
                compared++;
            }
        }
        assertTrue(compared > 60, compared + " tensors");
    }

    private static Arguments change(String fault, Consumer<EditedTraining> change) {
        return Arguments.of(fault, change);
    }

    @Test
    void eachChangedResultIsFoundAndNothingElse() throws IOException {
        EditedTraining recording = new EditedTraining(T5, folder);
        add(recording.json().withArray("losses"), 4, 0.001);
        add(recording.json().withArray("losses"), 10, -0.001);
        scale(recording, "grad/" + WEIGHT, 1.001f);
        recording.tensors().get("grad/" + UNREAD).values()[3] = 1e-3f;
        recording.tensors().get("grad/" + NOISE).values()[0] = 1e-3f;
        reshape(recording, "grad/" + BIAS);
        shift(recording, "after10/" + WEIGHT, 2e-4f);
        shift(recording, "after10/" + UNREAD, -2e-4f);
        shift(recording, "after10/" + BIAS, Float.NaN);
        recording.tensors().put("after10/nothing", new TensorValues(List.of(1L), new float[1]));
        recording.sample(0).withArray("qformer_ids").add(3);
        recording.sample(3).withArray("images").removeAll().add("images/none.png");
        TrainingReport report = verify(T5, recording.write());
        assertFalse(report.equal());
        assertEquals(
                Set.of(
                        "losses/4 differs by",
                        "losses/10 differs by",
                        "grad/" + WEIGHT + " differs by",
                        "grad/" + UNREAD + " differs by",
                        "grad/" + NOISE + " differs by",
                        "grad/" + BIAS + " has shape",
                        "after10/" + WEIGHT + " differs by",
                        "after10/" + UNREAD + " differs by",
                        "after10/" + BIAS + " differs by",
                        "after10/nothing is recorded;",
                        "batch[0].qformer_ids is [2,",
                        folder.resolve("images/none.png") + ": no such"),
                beginnings(report));
        assertEquals(9, report.stages().get("losses").equal());
        assertEquals(3, report.stages().get("pixel_values").equal());
    }

    /** The first three words of each fault. */
    private static Set<String> beginnings(TrainingReport report) {
        return report.faults().stream()
                .map(fault -> String.join(" ", List.of(fault.split(" ")).subList(0, 3)))
                .collect(Collectors.toSet());
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "after10/" + BIAS,
                        r -> r.optimizer().put("lr", r.optimizer().get("lr").asDouble() * 1.5)),
                change("after10/" + UNREAD, r -> r.optimizer().withArray("no_decay").removeAll()),
                change("batch[1].prompt_ids is", r -> r.sample(1).put("prompt", "what?")),
                change("batch[2].answer_ids is", r -> r.sample(2).put("answer", "red")),
                change("number of losses is", r -> r.json().withArray("losses").remove(10)),
                change(
                        "batch[1].pixel_values differs",
                        r -> r.tensors().get("pixel_values").values()[56 * 56 * 3 + 9] += 0.5f));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void oneChangeOfTheSettingsIsFound(String fault, Consumer<EditedTraining> change)
            throws IOException {
        EditedTraining recording = new EditedTraining(T5, folder);
        change.accept(recording);
        TrainingReport report = verify(T5, recording.write());
        assertFalse(report.equal());
        assertTrue(
                report.faults().stream().anyMatch(found -> found.contains(fault)),
                () -> fault + " is not among " + report.faults());
    }

    @Test
    void whatIsNotRecordedIsComputed() throws IOException {
        EditedTraining recording = new EditedTraining(T5, folder);
        recording.json().remove(List.of("losses", "noise_gradient", "zero_gradient"));
        recording.sample(0).remove(List.of("prompt_ids", "qformer_ids", "answer_ids"));
        recording.tensors().keySet().removeIf(name -> !name.equals("pixel_values"));
        TrainingReport report = verify(T5, recording.write());
        assertEquals(List.of(), report.faults());
        assertTrue(report.equal());
        assertEquals(11, report.losses().size());
        assertEquals(117, report.gradients().size());
        assertNull(report.gradients().get(WEIGHT));
        assertNull(report.after10().get(WEIGHT));
        assertEquals(0, report.stages().get("gradients").compared());
    }

    @Test
    void tensorsWithoutGradientAreLeftAlone() throws IOException {
        EditedTraining recording = new EditedTraining(T5, folder);
        recording.json().withArray("no_gradient").add(UNREAD);
        TensorValues start = TensorValues.read(entry(UNREAD));
        recording.tensors().remove("grad/" + UNREAD);
        recording.tensors().put("after10/" + UNREAD, start);
        TrainingReport report = verify(T5, recording.write());
        assertEquals(List.of("after10/" + UNREAD), strangers(report));
        assertFalse(report.after10().containsKey(UNREAD));
    }

    private static List<String> strangers(TrainingReport report) {
        return report.faults().stream().map(fault -> fault.split(" ")[0]).toList();
    }

    private static TensorEntry entry(String tensor) {
        return SafetensorsFile.entries(Oracle.model(T5).resolve("model.safetensors")).stream()
                .filter(entry -> entry.name().equals(tensor))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                change("dropout is 0.1", r -> r.json().put("dropout", 0.1)),
                change("format is 2", r -> r.json().put("format", 2)),
                change("optimizer is missing", r -> r.json().remove("optimizer")),
                change("optimizer.name is \"SGD\"", r -> r.optimizer().put("name", "SGD")),
                change("optimizer.lr is 0", r -> r.optimizer().put("lr", 0)),
                change("optimizer.betas is [0.9]", r -> r.optimizer().withArray("betas").remove(1)),
                change("optimizer.eps is \"x\"", r -> r.optimizer().put("eps", "x")),
                change("optimizer.weight_decay is -1", r -> r.optimizer().put("weight_decay", -1)),
                change("trainable is []", r -> r.json().withArray("trainable").removeAll()),
                change(
                        "trainable names no.such.tensor",
                        r -> r.json().withArray("trainable").add("no.such.tensor")),
                change("batch is []", r -> r.json().withArray("batch").removeAll()),
                change("batch[2].prompt is missing", r -> r.sample(2).remove("prompt")),
                change("batch[0].answer is 3", r -> r.sample(0).put("answer", 3)),
                change("batch[1].images is missing", r -> r.sample(1).remove("images")),
                change(
                        "found \"../x.png\"",
                        r -> r.sample(1).withArray("images").removeAll().add("../x.png")),
                change("there is no tensor pixel_values", r -> r.tensors().remove("pixel_values")),
                change("pixel_values has shape", r -> reshape(r, "pixel_values")),
                change(
                        "the model reads [frames, 3, 56, 56]",
                        r ->
                                r.tensors()
                                        .put(
                                                "pixel_values",
                                                new TensorValues(
                                                        List.of(4L, 3L, 2L, 2L), new float[48]))));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenRecordingIsRefused(String fault, Consumer<EditedTraining> change)
            throws IOException {
        EditedTraining recording = new EditedTraining(T5, folder);
        change.accept(recording);
        VerifyOptions options = recording.write();
        RecordingException e = assertThrows(RecordingException.class, () -> verify(T5, options));
        assertTrue(e.getMessage().contains(fault), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void aFileThatIsNoJsonIsRefused() throws IOException {
        VerifyOptions options = new EditedTraining(T5, folder).write();
        Files.writeString(folder.resolve("training.json"), "{\"format\":1,");
        RecordingException e = assertThrows(RecordingException.class, () -> verify(T5, options));
        assertTrue(e.getMessage().contains("is not valid JSON"), e.getMessage());
    }

    private static TrainingReport verify(String name, VerifyOptions options) {
        ModelOptions given = new ModelOptions("cpu", Optional.of(Precision.FLOAT32), 1, 0);
        return Verification.ofTraining(
                CheckedModel.of(Oracle.model(name), given, note -> {}), options);
    }

    private static void add(ArrayNode numbers, int at, double more) {
        numbers.set(at, numbers.numberNode(numbers.get(at).asDouble() + more));
    }

    private static void scale(EditedTraining recording, String tensor, float factor) {
        float[] values = recording.tensors().get(tensor).values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /** One number of it. */
    private static void shift(EditedTraining recording, String tensor, float by) {
        recording.tensors().get(tensor).values()[5] += by;
    }

    private static void reshape(EditedTraining recording, String tensor) {
        float[] values = recording.tensors().get(tensor).values();
        recording.tensors().put(tensor, new TensorValues(List.of((long) values.length), values));
        if (values.length == 40) {
            recording.tensors().put(tensor, new TensorValues(List.of(2L, 20L), values));
        }
    }
}
