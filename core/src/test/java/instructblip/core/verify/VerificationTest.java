package instructblip.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.core.Oracle;
import instructblip.core.checkpoint.SafetensorsFile;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.OpenModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block, text and ranking of every recorded checkpoint. */
class VerificationTest {

    private static final List<String> T5 =
            List.of("pixel_values", "vision", "qformer", "projected", "encoder", "first_logits");
    private static final List<String> DECODERS =
            List.of("pixel_values", "vision", "qformer", "projected", "prefill_logits");

    @TempDir Path temporary;

    static List<String> names() {
        return Oracle.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void agreesWithTheReference(String name) throws IOException {
        JsonNode cases =
                new ObjectMapper()
                        .readTree(Oracle.recording(name).resolve("recording.json").toFile())
                        .get("cases");
        Path dump = temporary.resolve("dump.safetensors");
        VerifyReport report = verify(name, dump);
        assertEquals(name, report.model());
        assertEquals(cases.size(), report.cases().size());
        for (int i = 0; i < cases.size(); i++) {
            agrees(cases.get(i), report.cases().get(i));
        }
        assertTrue(report.equal());
        assertEquals(shapes(Oracle.recording(name).resolve("tensors.safetensors")), shapes(dump));
    }

    private static VerifyReport verify(String name, Path dump) {
        try (OpenModel model = Oracle.open(name)) {
            return Verification.of(
                    model,
                    new VerifyOptions(
                            Oracle.recording(name),
                            OptionalDouble.empty(),
                            Optional.of(dump),
                            Optional.empty()));
        }
    }

    private static void agrees(JsonNode recorded, VerifyReport.Case found) {
        assertEquals(recorded.get("id").asText(), found.id());
        assertEquals(List.of(), found.faults(), found.id());
        List<String> stages = List.copyOf(found.stages().keySet());
        assertEquals(stages.contains("encoder") ? T5 : DECODERS, stages);
        found.stages()
                .forEach(
                        (stage, compared) -> {
                            assertNotNull(compared.maxAbsDiff(), stage);
                            assertTrue(compared.equal(), stage);
                        });
        JsonNode texts = recorded.get("generate");
        assertEquals(texts.size(), found.generate().size());
        for (int i = 0; i < texts.size(); i++) {
            VerifyReport.Generation text = found.generate().get(i);
            assertEquals(texts.get(i).get("text").asText(), text.text());
            assertEquals(
                    texts.get(i).get("ids").toString(), text.ids().toString().replace(" ", ""));
            assertEquals(texts.get(i).get("score").isNull(), text.score() == null);
            assertTrue(text.equal());
        }
        if (recorded.get("rank").isNull()) {
            return;
        }
        assertEquals(
                recorded.get("rank").get("order").toString(),
                found.rank().order().toString().replace(" ", ""));
        for (int i = 0; i < found.rank().losses().size(); i++) {
            double loss = recorded.get("rank").get("losses").get(i).asDouble();
            assertEquals(loss, found.rank().losses().get(i), 1e-3);
        }
        assertTrue(found.rank().equal());
    }

    private static Map<String, List<Long>> shapes(Path file) {
        Map<String, TensorEntry> entries =
                SafetensorsFile.entries(file).stream()
                        .collect(Collectors.toMap(TensorEntry::name, Function.identity()));
        return entries.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, e -> TensorValues.read(e.getValue()).shape()));
    }
}
