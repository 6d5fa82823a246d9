package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.kernel.Activation;
import instructblip.core.language.llama.LlamaConfig;
import instructblip.core.language.opt.OptConfig;
import instructblip.core.language.t5.T5Config;
import instructblip.core.qformer.QFormerConfig;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;
import instructblip.core.vision.VisionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigTest {

    @TempDir Path folder;

    @Test
    void theLayoutOfTheHubIsRead() {
        ModelConfig config = ModelConfig.read(ModelFolder.original(ModelFolder.T5));
        assertEquals(
                new VisionConfig(48, 96, 3, 4, 56, 14, Activation.GELU, 1e-6, true),
                config.vision());
        assertEquals(
                new QFormerConfig(
                        8,
                        32,
                        64,
                        4,
                        4,
                        2,
                        48,
                        Optional.of(new QFormerConfig.Text(451, 512)),
                        false,
                        Activation.GELU,
                        1e-12,
                        0.1,
                        0.1),
                config.qformer());
        T5Config t5 = ((LanguageConfig.OfT5) config.language()).config();
        assertEquals(
                new T5Config(
                        40,
                        16,
                        80,
                        3,
                        2,
                        4,
                        32,
                        128,
                        true,
                        Activation.GELU,
                        1e-6,
                        512,
                        0,
                        new T5Config.Head(false, false, false),
                        0.1),
                t5);
        assertEquals(OptionalInt.of(490), config.imageToken());
        assertEquals(Set.of(1), config.endTokens());
        assertEquals(56, config.image().width());
        assertEquals(new ModelKind(ModelType.INSTRUCTBLIP, LanguageFamily.T5), config.kind());
    }

    @Test
    void theLayoutThatTransformersWritesNowIsRead() {
        ModelConfig config = ModelConfig.read(ModelFolder.original(ModelFolder.T5_AS_WRITTEN_NOW));
        T5Config t5 = ((LanguageConfig.OfT5) config.language()).config();
        assertEquals(new T5Config.Head(true, false, true), t5.head());
        assertEquals(Activation.GELU_TANH, t5.activation());
        assertEquals(56, config.image().height());
    }

    @Test
    void llamaIsReadInBothLayouts() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.VICUNA, folder);
        LlamaConfig old = llama(model);
        assertEquals(
                new LlamaConfig(
                        48, 12, 96, 3, 4, 4, 10000, Activation.SILU, 1e-6, 640, 2048, false, 0),
                old);
        model.config(
                "text_config",
                text -> {
                    text.put("head_dim", 12)
                            .put("num_key_value_heads", 2)
                            .put("dtype", "float16")
                            .put("attention_bias", false)
                            .put("mlp_bias", false)
                            .put("pretraining_tp", 1)
                            .putNull("rope_scaling");
                    text.putObject("rope_parameters")
                            .put("rope_theta", 500000.0)
                            .put("rope_type", "default");
                });
        LlamaConfig now = llama(model);
        assertEquals(2, now.groups());
        assertEquals(500000, now.theta());
        model.config("text_config", text -> text.putNull("rope_parameters").put("rope_theta", 7.0));
        assertEquals(7, llama(model).theta());
    }

    @Test
    void blip2IsReadInTheLayoutOfTheHub() {
        ModelConfig config = ModelConfig.read(ModelFolder.original(ModelFolder.OPT));
        assertEquals(new ModelKind(ModelType.BLIP2, LanguageFamily.OPT), config.kind());
        assertEquals(
                new QFormerConfig(
                        8,
                        32,
                        64,
                        4,
                        4,
                        2,
                        48,
                        Optional.empty(),
                        false,
                        Activation.GELU,
                        1e-12,
                        0.1,
                        0.1),
                config.qformer());
        OptConfig opt = ((LanguageConfig.OfOpt) config.language()).config();
        assertEquals(
                new OptConfig(
                        48,
                        48,
                        96,
                        3,
                        4,
                        1024,
                        Activation.RELU,
                        true,
                        true,
                        true,
                        true,
                        512,
                        true,
                        0.1,
                        0),
                opt);
        assertEquals(Set.of(202), config.endTokens());
        assertEquals(OptionalInt.of(480), config.imageToken());
    }

    @Test
    void absentKeysOfOptHaveTheReferencesDefaults() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.OPT, folder);
        model.config("text_config", text -> text.removeAll().put("model_type", "opt"));
        ModelConfig config = ModelConfig.read(folder);
        assertEquals(
                new OptConfig(
                        768,
                        768,
                        3072,
                        12,
                        12,
                        2048,
                        Activation.RELU,
                        true,
                        true,
                        true,
                        true,
                        50272,
                        true,
                        0.1,
                        0),
                ((LanguageConfig.OfOpt) config.language()).config());
        assertEquals(Set.of(2), config.endTokens());
        assertEquals(2048, config.textLimits(0).promptTokens());
        assertEquals(0, config.textLimits(0).instructionTokens());
    }

    @Test
    void normsBehindTheLayersPartsLeaveNoneAtTheEnd() {
        ModelConfig config = ModelConfig.read(ModelFolder.original("blip2-opt-projected"));
        OptConfig opt = ((LanguageConfig.OfOpt) config.language()).config();
        assertEquals(List.of(36, 20), List.of(opt.width(), opt.wordWidth()));
        assertEquals(List.of(false, false), List.of(opt.normsBefore(), opt.finalNorm()));
    }

    @Test
    void ofBlip2OnlyModelsThatWriteAreTaken() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.OPT, folder);
        model.json(
                "config.json",
                json -> json.putArray("architectures").add("Blip2ForImageTextRetrieval"));
        fails(
                "config.json: architectures is [\"Blip2ForImageTextRetrieval\"];"
                        + " expected Blip2ForConditionalGeneration, which writes text.");
        model.json("config.json", json -> json.putArray("architectures").add("Blip2Model"));
        assertEquals(ModelType.BLIP2, ModelConfig.read(folder).type());
        model.json("config.json", json -> json.remove("architectures"));
        assertEquals(ModelType.BLIP2, ModelConfig.read(folder).type());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "num_attention_heads|5|hidden_size is 48; expected a multiple of num_attention_heads (5)",
                "activation_function|\"tanh\"|expected one of gelu, gelu_new",
                "do_layer_norm_before|1|expected true or false",
                "word_embed_proj_dim|0|expected a whole number above 0",
                "max_position_embeddings|-1|expected a whole number",
                "num_hidden_layers|100000|expected at most 1000",
                "eos_token_id|512|expected ids below vocab_size, 512",
            })
    void badValuesOfOptAreNamed(String key, String value, String part) throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.OPT, folder);
        model.config("text_config", json -> json.putRawValue(key, raw(value)));
        fails(part);
    }

    @Test
    void aHeadWidthOfItsOwnNeedNotDivideTheWidth() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.VICUNA, folder);
        model.config("text_config", text -> text.put("head_dim", 20));
        assertEquals(20, llama(model).headWidth());
    }

    @Test
    void absentKeysHaveTheReferencesDefaults() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.json(
                "config.json",
                json -> {
                    json.remove("qformer_config");
                    json.remove("num_query_tokens");
                    json.remove("image_token_index");
                    ((ObjectNode) json.get("text_config"))
                            .removeAll()
                            .put("model_type", "t5")
                            .put("feed_forward_proj", "gated-gelu");
                    ((ObjectNode) json.get("vision_config")).removeAll().put("image_size", 56);
                });
        ModelConfig config = ModelConfig.read(folder);
        assertEquals(
                new VisionConfig(1408, 6144, 39, 16, 56, 14, Activation.GELU, 1e-6, true),
                config.vision());
        assertEquals(
                new QFormerConfig(
                        32,
                        768,
                        3072,
                        12,
                        12,
                        2,
                        1408,
                        Optional.of(new QFormerConfig.Text(30522, 512)),
                        false,
                        Activation.GELU,
                        1e-12,
                        0.1,
                        0.1),
                config.qformer());
        assertEquals(
                new T5Config(
                        512,
                        64,
                        2048,
                        6,
                        6,
                        8,
                        32,
                        128,
                        true,
                        Activation.GELU_TANH,
                        1e-6,
                        32128,
                        0,
                        new T5Config.Head(true, true, true),
                        0.1),
                ((LanguageConfig.OfT5) config.language()).config());
        assertEquals(OptionalInt.empty(), config.imageToken());
        assertEquals(Set.of(1), config.endTokens());
    }

    @Test
    void theVisionEncodersWidthOverrulesTheQFormers() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.config("qformer_config", qformer -> qformer.put("encoder_hidden_size", 1408));
        assertEquals(48, ModelConfig.read(folder).qformer().imageWidth());
    }

    @Test
    void theImageTokenHasTwoNames() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.json(
                "config.json", json -> json.put("image_token_id", 77).remove("image_token_index"));
        assertEquals(OptionalInt.of(77), ModelConfig.read(folder).imageToken());
    }

    @Test
    void endTokensComeFromTheLanguageModelsOwnSettings() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.VICUNA, folder);
        model.json("generation_config.json", json -> json.put("eos_token_id", 5));
        assertEquals(Set.of(2), ModelConfig.read(folder).endTokens());
        model.config("text_config", text -> text.putArray("eos_token_id").add(2).add(202));
        assertEquals(Set.of(2, 202), ModelConfig.read(folder).endTokens());
        model.config("text_config", text -> text.remove("eos_token_id"));
        assertEquals(Set.of(2), ModelConfig.read(folder).endTokens());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "640", "1.5", "\"2\"", "[]", "[2,640]", "{}", "[null]", "4294967298"})
    void endTokensMustBeIdsOfTheVocabulary(String value) throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.VICUNA, folder);
        model.config("text_config", text -> text.putRawValue("eos_token_id", raw(value)));
        fails("text_config.eos_token_id is " + value + "; expected ids below vocab_size, 640.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vision_config|hidden_act|\"gelu_fancy\"|expected one of gelu, gelu_new",
                "vision_config|num_attention_heads|5|hidden_size is 48; expected a multiple of num_attention_heads (5)",
                "vision_config|image_size|57|expected a multiple of patch_size (14)",
                "vision_config|image_size|2147483646|expected a multiple of patch_size (14), at most 4096",
                "vision_config|image_size|[56,56]|expected a whole number",
                "vision_config|num_hidden_layers|1000000000|expected at most 1000",
                "vision_config|patch_size|0|expected a whole number above 0",
                "vision_config|layer_norm_eps|\"small\"|expected a number",
                "vision_config|qkv_bias|1|expected true or false",
                "qformer_config|num_attention_heads|7|hidden_size is 32; expected a multiple of num_attention_heads (7)",
                "qformer_config|num_hidden_layers|99999|expected at most 1000",
                "qformer_config|position_embedding_type|\"relative_key\"|expected absolute",
                "qformer_config|hidden_act|\"mish\"|expected one of",
                "text_config|dense_act_fn|\"tanh\"|expected one of gelu, gelu_new",
                "text_config|is_gated_act|false|expected true, as feed_forward_proj says",
                "text_config|feed_forward_proj|\"relu\"|is_gated_act is true; expected false, as feed_forward_proj says",
                "text_config|num_layers|1000000000|expected at most 1000",
                "text_config|num_decoder_layers|2147483647|expected at most 1000",
                "text_config|num_heads|-4|expected a whole number",
                "text_config|d_kv|2147483647|expected a width of one of 4 heads",
                "text_config|decoder_start_token_id|512|expected an id below 512",
                "text_config|relative_attention_max_distance|16|expected more than half of relative_attention_num_buckets (32)",
                "text_config|vocab_size|3000000000|expected a whole number below 2^31",
                "text_config|model_type|\"gpt2\"|text_config.model_type is \"gpt2\"; expected t5, llama or opt",
            })
    void badValuesAreNamedWithKeyFoundAndExpected(
            String object, String key, String value, String part) throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.config(object, json -> json.putRawValue(key, raw(value)));
        String message = fails(part);
        assertTrue(message.contains("config.json: " + object + "."), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "num_attention_heads|5|hidden_size is 48; expected a multiple of num_attention_heads (5)",
                "num_key_value_heads|3|expected a divisor of 4",
                "head_dim|13|expected an even number",
                "attention_bias|true|expected false",
                "mlp_bias|true|expected false",
                "hidden_act|\"gelu_fancy\"|expected one of",
                "rope_scaling|{\"type\":\"linear\",\"factor\":2}|text_config.rope_scaling.type is \"linear\"; expected default",
                "rope_parameters|{\"rope_type\":\"yarn\"}|text_config.rope_parameters.rope_type is \"yarn\"; expected default",
                "rope_theta|0|expected a number above 0",
                "num_hidden_layers|1000000000|expected at most 1000",
            })
    void badValuesOfLlamaAreNamed(String key, String value, String part) throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.VICUNA, folder);
        model.config("text_config", json -> json.putRawValue(key, raw(value)));
        fails(part);
    }

    @Test
    void theFormOfTheGateIsNamedWhereNothingElseSaysIt() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.config(
                "text_config",
                text -> text.put("feed_forward_proj", "gated-tanh").remove("dense_act_fn"));
        fails("feed_forward_proj is \"gated-tanh\"; expected one of gelu, gelu_new");
        model.config(
                "text_config",
                text -> text.put("feed_forward_proj", "tanh").remove("is_gated_act"));
        fails("quick_gelu, or gated- and one of them");
    }

    @Test
    void anotherKindOfModelIsNamed() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.json("config.json", json -> json.put("model_type", "instructblipvideo"));
        fails("config.json: model_type is \"instructblipvideo\"; expected instructblip or blip-2.");
        model.json("config.json", json -> json.remove("model_type"));
        fails("model_type is missing; expected a text.");
        model.json(
                "config.json",
                json -> json.put("model_type", "instructblip").remove("text_config"));
        fails("text_config is missing; expected an object.");
    }

    @Test
    void aFolderWithoutImageSettingsIsNamed() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.remove("preprocessor_config.json");
        String expected =
                folder
                        + " does not say how images are prepared; expected preprocessor_config.json,"
                        + " or processor_config.json with image_processor.";
        fails(expected);
        model.remove("processor_config.json");
        fails(expected);
    }

    @Test
    void theProcessorsImageSettingsWin() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        ModelFolder other =
                ModelFolder.copy(
                        ModelFolder.T5_AS_WRITTEN_NOW,
                        Files.createDirectory(folder.resolve("now")));
        Files.move(
                other.path().resolve("processor_config.json"),
                folder.resolve("processor_config.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        model.write("preprocessor_config.json", "not read");
        assertEquals(56, ModelConfig.read(folder).image().width());
    }

    @Test
    void imageSizesMustAgree() throws IOException {
        ModelFolder model = ModelFolder.copy(ModelFolder.T5, folder);
        model.json(
                "preprocessor_config.json",
                json -> json.putObject("size").put("height", 224).put("width", 224));
        fails(
                "preprocessor_config.json: size is {\"height\":224,\"width\":224};"
                        + " expected vision_config's image_size, 56 x 56.");
    }

    @Test
    void whatIsNoFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), "");
        assertEquals(
                file
                        + " is no folder; expected a checkpoint in the hub's layout: config.json,"
                        + " weights, tokenizers.",
                assertThrows(CheckpointException.class, () -> ModelConfig.read(file)).getMessage());
        fails("config.json is missing; expected a JSON file.");
    }

    private static com.fasterxml.jackson.databind.util.RawValue raw(String value) {
        return new com.fasterxml.jackson.databind.util.RawValue(value);
    }

    private static LlamaConfig llama(ModelFolder model) {
        ModelConfig config = ModelConfig.read(model.path());
        return ((LanguageConfig.OfLlama) config.language()).config();
    }

    private String fails(String part) {
        String message =
                assertThrows(CheckpointException.class, () -> ModelConfig.read(folder))
                        .getMessage();
        assertTrue(message.contains(part), () -> message + " should say " + part);
        assertEquals(1, message.lines().count(), message);
        return message;
    }
}
