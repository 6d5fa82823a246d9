package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.kernel.EngineException;
import instructblip.core.kernel.TorchRuntime;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;
import instructblip.core.request.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedModelTest {

    @TempDir Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void aSmallModelUsesItsThreadsSideBySide() {
        int usual = TorchRuntime.usualThreads();
        assertEquals(Math.min(8, usual), answering(0));
        assertEquals(3, answering(3));
        assertEquals(usual, checked(0).trainingThreads());
        assertEquals(3, checked(3).trainingThreads());
    }

    private static int answering(int asked) {
        try (OpenModel model = checked(asked).load()) {
            assertEquals(1, TorchRuntime.threads());
            return model.description().threads();
        }
    }

    private static CheckedModel checked(int threads) {
        ModelOptions options = new ModelOptions("cpu", Optional.empty(), threads, 0);
        return CheckedModel.of(ModelFolder.original(ModelFolder.VICUNA), options, note -> {});
    }

    @Test
    void aModelSaysWhatItIs() throws IOException {
        ModelFolder.copy(ModelFolder.VICUNA, folder.resolve("my-vicuna"));
        Path path = folder.resolve("other").resolve("..").resolve("my-vicuna");
        Files.createDirectory(folder.resolve("other"));
        try (OpenModel model = open(path, "cpu", Optional.of(Precision.BFLOAT16))) {
            ModelDescription description = model.description();
            assertEquals("my-vicuna", description.name());
            assertEquals(
                    new ModelKind(ModelType.INSTRUCTBLIP, LanguageFamily.LLAMA),
                    description.kind());
            assertEquals("cpu", description.device());
            assertEquals(Precision.BFLOAT16, description.precision());
            assertEquals(1, description.threads());
            assertEquals("djl 0.35.1, pytorch 2.7.1", description.engine());
            Map<String, Long> expected = new LinkedHashMap<>();
            ModelAudit.of(path).parts().forEach(p -> expected.put(p.name(), p.parameters()));
            assertEquals(expected, description.parameters());
            assertEquals(List.of(), notes);
        }
    }

    @Test
    void aDataSectionThatIsNotAlignedIsLoaded() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.misalign();
        try (OpenModel loaded = open(folder, "cpu", Optional.empty())) {
            assertEquals(Precision.FLOAT32, loaded.description().precision());
        }
    }

    @Test
    void whatIsMissingIsFoundBeforeTheDeviceIsLookedAt() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.remove("qformer_tokenizer/tokenizer.json");
        String message =
                assertThrows(
                                CheckpointException.class,
                                () -> open(folder, "cuda:99", Optional.empty()))
                        .getMessage();
        assertTrue(
                message.startsWith(
                        folder.resolve("qformer_tokenizer").resolve("tokenizer.json")
                                + " is missing"),
                message);
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        assertThrows(
                EngineException.class,
                () -> open(ModelFolder.original(ModelFolder.T5), "cuda:99", Optional.empty()));
    }

    @Test
    void aShortAnswerInBfloat16ComesFromWeightsAsTheyAreStored() {
        AnswerMode few = new Generate(5, 20, 0, 1, 1.5, false);
        AnswerMode many = new Generate(5, 21, 0, 1, 1.5, false);
        AnswerMode rank = new Rank(List.of("red", "a blue circle"));
        boolean usual = isPacked(Precision.BFLOAT16, Optional.empty());
        assertFalse(isPacked(Precision.BFLOAT16, Optional.of(few)));
        assertFalse(isPacked(Precision.BFLOAT16, Optional.of(rank)));
        assertEquals(usual, isPacked(Precision.BFLOAT16, Optional.of(many)));
        assertEquals(
                isPacked(Precision.FLOAT32, Optional.empty()),
                isPacked(Precision.FLOAT32, Optional.of(few)));
    }

    private static boolean isPacked(Precision precision, Optional<AnswerMode> mode) {
        try (OpenModel model = load(precision, mode)) {
            return model.insides().parts().kernels().packed();
        }
    }

    private static OpenModel load(Precision precision, Optional<AnswerMode> mode) {
        ModelOptions options = new ModelOptions("cpu", Optional.of(precision), 1, 0);
        CheckedModel checked =
                CheckedModel.of(ModelFolder.original(ModelFolder.T5), options, note -> {});
        return mode.map(checked::loadForOneAnswer).orElseGet(checked::load);
    }

    private OpenModel open(Path path, String device, Optional<Precision> precision) {
        return OpenModel.open(path, new ModelOptions(device, precision, 1, 0), notes::add);
    }
}
