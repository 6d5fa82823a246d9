package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.request.LanguageFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAuditTest {

    private static final String SHARED = "language_model.shared.weight";
    private static final String HEAD = "language_model.lm_head.weight";
    private static final String ENCODER_COPY = "language_model.encoder.embed_tokens.weight";
    private static final String DECODER_COPY = "language_model.decoder.embed_tokens.weight";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ModelFolder.T5,
                ModelFolder.T5_AS_WRITTEN_NOW,
                ModelFolder.VICUNA,
                ModelFolder.OPT,
                "instructblip-t5-tiny-bf16",
                "blip2-t5-tiny",
                "blip2-t5-plain",
                "blip2-opt-projected",
                "blip2-opt-bare"
            })
    void wholeCheckpointsHaveNoFaults(String model) {
        assertEquals(List.of(), ModelAudit.of(ModelFolder.original(model)).faults());
    }

    @Test
    void partsSettingsAndTokenizersAreReported() {
        ModelAudit audit = ModelAudit.of(ModelFolder.original(ModelFolder.VICUNA));
        assertEquals("instructblip", audit.modelType());
        assertEquals("llama", audit.languageModel());
        assertEquals(
                Optional.of(new ModelAudit.Settings(LanguageFamily.LLAMA, 56, 8, 640, 2048, 128)),
                audit.settings());
        assertEquals(
                List.of(
                        new ModelAudit.Tokenizer(".", "BPE"),
                        new ModelAudit.Tokenizer("qformer_tokenizer", "WordPiece")),
                audit.tokenizers());
        assertEquals(
                List.of("vision", "qformer", "language"),
                audit.parts().stream().map(ModelAudit.Part::name).toList());
        ModelAudit.Part language = audit.parts().get(2);
        // Two tables of 640 x 48, three layers, the last norm; buffers of 6 numbers a layer beside.
        assertEquals(
                2 * 640 * 48 + 3 * (4 * 48 * 48 + 3 * 96 * 48 + 96 + 6) + 48,
                language.parameters());
        assertEquals(33, language.tensors());
    }

    @Test
    void blip2HasNoTokenizerForItsQFormer() {
        ModelAudit audit = ModelAudit.of(ModelFolder.original(ModelFolder.OPT));
        assertEquals("blip-2", audit.modelType());
        assertEquals("opt", audit.languageModel());
        assertEquals(
                Optional.of(new ModelAudit.Settings(LanguageFamily.OPT, 42, 8, 512, 1024, 0)),
                audit.settings());
        assertEquals(List.of(new ModelAudit.Tokenizer(".", "BPE")), audit.tokenizers());
        ModelAudit.Part language = audit.parts().get(2);
        // Words, positions with two more rows, three layers with their biases, the last norm.
        assertEquals(
                512 * 48 + 1026 * 48 + 3 * (4 * 48 * 48 + 2 * 96 * 48 + 9 * 48 + 96) + 2 * 48,
                language.parameters());
        assertEquals(Map.of("F16", 52), language.dtypes());
    }

    @Test
    void optsTiedHeadMayStandForTheEmbeddingsOrBesideThem() throws IOException {
        String words = "language_model.model.decoder.embed_tokens.weight";
        ModelFolder model = ModelFolder.copy("blip2-opt-projected", folder);
        model.weights(tensors -> tensors.put(HEAD, tensors.get(words)));
        assertEquals(List.of(), ModelAudit.of(folder).faults());
        model.weights(tensors -> tensors.remove(words));
        assertEquals(List.of(), ModelAudit.of(folder).faults());
        model.weights(tensors -> tensors.put(words, tensors.get(HEAD).withFlippedBit()));
        assertEquals(
                List.of("differs: " + HEAD + " is no copy of " + words),
                ModelAudit.of(folder).faults());
        model.config("text_config", text -> text.put("tie_word_embeddings", false));
        assertEquals(List.of(), ModelAudit.of(folder).faults());
        model.weights(tensors -> tensors.remove(HEAD));
        assertEquals(List.of("missing: " + HEAD + " [512, 20]"), ModelAudit.of(folder).faults());
    }

    @Test
    void everyFaultOfTheWeightsIsListed() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.weights(
                tensors -> {
                    tensors.remove("query_tokens");
                    tensors.put("vision_model.extra", tensors.get("language_projection.bias"));
                    tensors.computeIfPresent(HEAD, (name, head) -> head.withShape(256L, 80L));
                });
        assertEquals(
                List.of(
                        "missing: query_tokens [1, 8, 32]",
                        "mis-shaped: language_model.lm_head.weight is [256, 80]; expected [512, 40]",
                        "unexpected: vision_model.extra [40]"),
                ModelAudit.of(folder).faults());
        CheckpointException e =
                assertThrows(
                        CheckpointException.class,
                        () ->
                                new CheckpointFit(ModelConfig.read(folder), Checkpoint.open(folder))
                                        .require(folder));
        assertEquals(
                folder
                        + " does not fit its config.json: 3 faults (all of them: inspect "
                        + folder
                        + ")\nmissing: query_tokens [1, 8, 32]; mis-shaped: language_model.lm_head.weight"
                        + " is [256, 80]; expected [512, 40]; unexpected: vision_model.extra [40]",
                e.getMessage());
    }

    @Test
    void sizesBeyondReasonAreFaultsLikeOthers() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.json(
                "config.json",
                json -> {
                    json.put("num_query_tokens", Integer.MAX_VALUE);
                    json.withObject("/text_config")
                            .put("d_ff", Integer.MAX_VALUE)
                            .put("num_layers", 1000);
                    json.withObject("/vision_config").put("hidden_size", 2147483640);
                    json.withObject("/qformer_config").put("vocab_size", Integer.MAX_VALUE);
                });
        List<String> faults = ModelAudit.of(folder).faults();
        assertTrue(faults.size() > 8000 && faults.size() < 20_000, faults.size() + " faults");
        assertTrue(
                faults.contains(
                        "mis-shaped: query_tokens is [1, 8, 32]; expected [1, 2147483647, 32]"));
        assertTrue(
                faults.contains(
                        "mis-shaped: vision_model.encoder.layers.0.self_attn.qkv.weight is [144, 48];"
                                + " expected [6442450920, 2147483640]"));
    }

    @Test
    void oneBadFileDoesNotHideTheOthers() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.json("config.json", json -> json.put("model_type", "blip-3"));
        model.remove("model.safetensors");
        model.remove("tokenizer.json");
        model.write("qformer_tokenizer/tokenizer.json", "{");
        List<String> faults = ModelAudit.of(folder).faults();
        assertEquals(4, faults.size(), faults.toString());
        assertTrue(faults.get(0).contains("model_type is \"blip-3\""), faults.get(0));
        assertTrue(faults.get(1).contains("holds no weights"), faults.get(1));
        assertTrue(faults.get(2).contains("tokenizer.json is missing"), faults.get(2));
        assertTrue(faults.get(3).contains("is not valid JSON"), faults.get(3));
    }

    @Test
    void pickledWeightsAreOneFault() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
        List<String> faults = ModelAudit.of(model.path()).faults();
        assertEquals(1, faults.size());
        assertEquals(1, faults.get(0).lines().count());
        assertTrue(faults.get(0).contains("Convert it once"), faults.get(0));
    }

    @Test
    void withoutConfigurationThereIsNoAudit() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.remove("config.json");
        assertThrows(CheckpointException.class, () -> ModelAudit.of(folder));
    }

    @Test
    void copiesOfTheEmbeddingsMayBeStoredButMustNotDiffer() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.weights(
                tensors -> {
                    tensors.put(ENCODER_COPY, tensors.get(SHARED));
                    tensors.put(DECODER_COPY, tensors.get(SHARED));
                });
        assertEquals(List.of(), ModelAudit.of(folder).faults());
        model.weights(tensors -> tensors.put(DECODER_COPY, tensors.get(SHARED).withFlippedBit()));
        assertEquals(
                List.of("differs: " + DECODER_COPY + " is no copy of " + SHARED),
                ModelAudit.of(folder).faults());
    }

    @Test
    void aTiedCopyMayStandForTheEmbeddings() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5_AS_WRITTEN_NOW, folder);
        model.weights(tensors -> tensors.put(ENCODER_COPY, tensors.remove(SHARED)));
        assertEquals(List.of(), ModelAudit.of(folder).faults());
        model.weights(tensors -> tensors.put(HEAD, tensors.remove(ENCODER_COPY)));
        assertEquals(List.of(), ModelAudit.of(folder).faults());
        model.weights(tensors -> tensors.remove(HEAD));
        assertEquals(List.of("missing: " + SHARED + " [512, 40]"), ModelAudit.of(folder).faults());
    }

    @Test
    void aTiedHeadMayBeStoredButMustNotDiffer() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.config("text_config", text -> text.put("tie_word_embeddings", true));
        assertEquals(
                List.of("differs: " + HEAD + " is no copy of " + SHARED),
                ModelAudit.of(folder).faults());
        model.weights(tensors -> tensors.put(HEAD, tensors.get(SHARED)));
        assertEquals(List.of(), ModelAudit.of(folder).faults());
        model.weights(tensors -> tensors.remove(HEAD));
        assertEquals(List.of(), ModelAudit.of(folder).faults());
        model.config("text_config", text -> text.put("tie_word_embeddings", false));
        assertEquals(List.of("missing: " + HEAD + " [512, 40]"), ModelAudit.of(folder).faults());
    }

    @Test
    void aHeadOfItsOwnIsKeptAsTransformersWritesItNow() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.config(
                "text_config",
                text -> text.put("tie_word_embeddings", true).put("scale_decoder_outputs", false));
        assertEquals(List.of(), ModelAudit.of(folder).faults());
    }

    @Test
    void llamasTiedHeadMayBeStoredButMustNotDiffer() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.VICUNA, folder);
        model.config("text_config", text -> text.put("tie_word_embeddings", true));
        assertEquals(
                List.of(
                        "differs: language_model.lm_head.weight is no copy of"
                                + " language_model.model.embed_tokens.weight"),
                ModelAudit.of(folder).faults());
    }

    @Test
    void foldersOfLinksAreFollowed() throws IOException {
        Path blobs = Files.createDirectory(folder.resolve("blobs"));
        Path snapshot = folder.resolve("snapshot");
        ModelFolder.copy(ModelFolder.T5, snapshot);
        for (String name : List.of("model.safetensors", "config.json", "tokenizer.json")) {
            Files.move(snapshot.resolve(name), blobs.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            Files.createSymbolicLink(snapshot.resolve(name), Path.of("..", "blobs", name));
        }
        assertEquals(List.of(), ModelAudit.of(snapshot).faults());
    }

    @Test
    void dtypesAreCountedPerPart() {
        assertEquals(
                Map.of("BF16", 42),
                ModelAudit.of(ModelFolder.original("instructblip-t5-tiny-bf16"))
                        .parts()
                        .get(0)
                        .dtypes());
        assertEquals(
                Map.of("F16", 30, "F32", 3),
                ModelAudit.of(ModelFolder.original(ModelFolder.VICUNA)).parts().get(2).dtypes());
    }
}
