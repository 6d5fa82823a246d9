package instructblip.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.image.ImageSettings;
import instructblip.core.qformer.QFormerConfig;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;
import instructblip.core.text.InstructionEncoder;
import instructblip.core.vision.VisionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * All that a checkpoint folder's JSON files decide, checked against one another. Unknown keys are
 * ignored; an unknown value of a key that is used is an error.
 *
 * @param type of the checkpoint
 * @param vision encoder
 * @param qformer and its queries
 * @param language family and sizes
 * @param image how pixels are prepared
 * @param imageToken id that stands for visual tokens in {@code transformers}' prompts; older
 *     checkpoints have none
 * @param endTokens ids that close a text
 */
record ModelConfig(
        ModelType type,
        VisionConfig vision,
        QFormerConfig qformer,
        LanguageConfig language,
        ImageSettings image,
        OptionalInt imageToken,
        Set<Integer> endTokens) {

    private static final int PROMPT_TOKENS = 2048;

    private static final String CONFIG = "config.json";

    /** Classes of {@code transformers} that have a language model. */
    private static final List<String> BLIP2_WRITERS =
            List.of("Blip2ForConditionalGeneration", "Blip2Model");

    /** Where image settings stand: newer folders keep them inside the processor's file. */
    private static final String PROCESSOR = "processor_config.json";

    private static final String PREPROCESSOR = "preprocessor_config.json";

    /**
     * Reads {@code config.json}, and {@code preprocessor_config.json} or {@code
     * processor_config.json}.
     */
    static ModelConfig read(Path folder) {
        ConfigNode config = json(folder);
        ModelType type = type(config);
        VisionConfig vision = VisionConfig.of(config.objectOrEmpty("vision_config"));
        LanguageConfig language = LanguageConfig.of(config.object("text_config"));
        return new ModelConfig(
                type,
                vision,
                QFormerConfig.of(
                        config.objectOrEmpty("qformer_config"),
                        config.count("num_query_tokens", 32),
                        vision.width(),
                        type == ModelType.INSTRUCTBLIP),
                language,
                image(folder, vision),
                imageToken(config),
                endTokens(config.object("text_config"), language));
    }

    private static ModelType type(ConfigNode config) {
        String name = config.text("model_type");
        ModelType type =
                Arrays.stream(ModelType.values())
                        .filter(known -> known.label().equals(name))
                        .findFirst()
                        .orElseThrow(() -> config.fault("model_type", "instructblip or blip-2"));
        if (type == ModelType.BLIP2) {
            requireWriter(config);
        }
        return type;
    }

    /** BLIP-2 also comes as models that match texts with images and have no language model. */
    private static void requireWriter(ConfigNode config) {
        JsonNode architectures = config.json().path("architectures");
        Set<String> names = new LinkedHashSet<>();
        architectures.forEach(architecture -> names.add(architecture.asText()));
        if (!names.isEmpty() && Collections.disjoint(names, BLIP2_WRITERS)) {
            throw config.fault("architectures", BLIP2_WRITERS.get(0) + ", which writes text");
        }
    }

    /** What decides the authors' settings. */
    ModelKind kind() {
        return new ModelKind(type, language.family());
    }

    /**
     * The folder's {@code config.json}.
     *
     * @throws CheckpointException also when the folder is none
     */
    static ConfigNode json(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException(
                    "%s is no folder; expected a checkpoint in the hub's layout: %s, weights, tokenizers."
                            .formatted(folder, CONFIG));
        }
        return ConfigNode.read(folder.resolve(CONFIG));
    }

    /**
     * What texts may be.
     *
     * @param promptTokens longest prompt; 0 is the smaller of 2,048 and the model's positions
     */
    InstructionEncoder.Limits textLimits(int promptTokens) {
        return new InstructionEncoder.Limits(
                language.family(),
                language.vocabulary(),
                promptTokens > 0 ? promptTokens : Math.min(PROMPT_TOKENS, language.positions()),
                endTokens.iterator().next(),
                qformer.text()
                        .map(
                                text ->
                                        new InstructionEncoder.Limits.Instruction(
                                                text.vocabulary(), text.positions())));
    }

    private static ImageSettings image(Path folder, VisionConfig vision) {
        ConfigNode config = imageConfig(folder);
        ImageSettings settings = ImageSettings.of(config);
        if (settings.width() != vision.imageSize() || settings.height() != vision.imageSize()) {
            throw config.fault(
                    "size",
                    "vision_config's image_size, %d x %d"
                            .formatted(vision.imageSize(), vision.imageSize()));
        }
        return settings;
    }

    /** {@code image_processor} of the processor's file wins, as in {@code transformers}. */
    private static ConfigNode imageConfig(Path folder) {
        Path processor = folder.resolve(PROCESSOR);
        if (Files.exists(processor)) {
            ConfigNode config = ConfigNode.read(processor);
            if (config.has("image_processor")) {
                return config.object("image_processor");
            }
        }
        Path preprocessor = folder.resolve(PREPROCESSOR);
        if (Files.exists(preprocessor)) {
            return ConfigNode.read(preprocessor);
        }
        throw new CheckpointException(
                "%s does not say how images are prepared; expected %s, or %s with image_processor."
                        .formatted(folder, PREPROCESSOR, PROCESSOR));
    }

    private static OptionalInt imageToken(ConfigNode config) {
        for (String key : new String[] {"image_token_index", "image_token_id"}) {
            if (config.has(key)) {
                return OptionalInt.of(config.number(key, 0));
            }
        }
        return OptionalInt.empty();
    }

    /**
     * {@code text_config} decides: in {@code transformers} the language model writes with settings
     * of its own, which come from there and not from the folder's {@code generation_config.json}.
     */
    private static Set<Integer> endTokens(ConfigNode text, LanguageConfig language) {
        if (!text.has("eos_token_id")) {
            return Set.of(language.defaultEndToken());
        }
        JsonNode found = text.json().get("eos_token_id");
        Set<Integer> tokens = new LinkedHashSet<>();
        Iterable<JsonNode> ids = found.isArray() ? found : List.of(found);
        for (JsonNode token : ids) {
            boolean isId = token.isInt() && token.intValue() >= 0;
            tokens.add(isId ? token.intValue() : Integer.MAX_VALUE);
        }
        if (tokens.isEmpty() || tokens.stream().anyMatch(id -> id >= language.vocabulary())) {
            throw text.fault("eos_token_id", "ids below vocab_size, " + language.vocabulary());
        }
        return tokens;
    }
}
