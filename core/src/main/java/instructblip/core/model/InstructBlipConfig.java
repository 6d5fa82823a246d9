package instructblip.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.image.ImageSettings;
import instructblip.core.qformer.QFormerConfig;
import instructblip.core.vision.VisionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * All that a checkpoint folder's JSON files decide, checked against one another. Unknown keys are
 * ignored; an unknown value of a key that is used is an error.
 *
 * @param vision encoder
 * @param qformer and its queries
 * @param language family and sizes
 * @param image how pixels are prepared
 * @param imageToken id that stands for visual tokens in {@code transformers}' prompts
 * @param endTokens ids that close a text
 */
record InstructBlipConfig(
        VisionConfig vision,
        QFormerConfig qformer,
        LanguageConfig language,
        ImageSettings image,
        int imageToken,
        Set<Integer> endTokens) {

    static final String MODEL_TYPE = "instructblip";

    /**
     * Reads {@code config.json}, {@code generation_config.json} and {@code
     * preprocessor_config.json} or {@code processor_config.json}.
     */
    static InstructBlipConfig read(Path folder) {
        ConfigNode config = ConfigNode.read(folder.resolve("config.json"));
        if (!config.text("model_type").equals(MODEL_TYPE)) {
            throw config.fault("model_type", MODEL_TYPE);
        }
        int queries = config.count("num_query_tokens", 32);
        VisionConfig vision = VisionConfig.of(config.objectOrEmpty("vision_config"));
        QFormerConfig qformer = QFormerConfig.of(config.objectOrEmpty("qformer_config"), queries);
        if (qformer.imageWidth() != vision.width()) {
            throw config.objectOrEmpty("qformer_config")
                    .fault("encoder_hidden_size", "vision_config's hidden_size, " + vision.width());
        }
        LanguageConfig language = LanguageConfig.of(config.object("text_config"));
        return new InstructBlipConfig(
                vision,
                qformer,
                language,
                image(folder, vision),
                config.number("image_token_index", config.number("image_token_id", 0)),
                endTokens(folder, config.object("text_config"), language));
    }

    private static ImageSettings image(Path folder, VisionConfig vision) {
        Path file = folder.resolve("preprocessor_config.json");
        ConfigNode config;
        if (Files.exists(file)) {
            config = ConfigNode.read(file);
        } else {
            file = folder.resolve("processor_config.json");
            config = ConfigNode.read(file).object("image_processor");
        }
        ImageSettings settings = ImageSettings.of(config);
        if (settings.width() != vision.imageSize() || settings.height() != vision.imageSize()) {
            throw config.fault(
                    "size",
                    "vision_config's image_size, %d x %d"
                            .formatted(vision.imageSize(), vision.imageSize()));
        }
        return settings;
    }

    /** {@code generation_config.json} wins over {@code text_config}, as in {@code transformers}. */
    private static Set<Integer> endTokens(Path folder, ConfigNode text, LanguageConfig language) {
        Path file = folder.resolve("generation_config.json");
        ConfigNode source = text;
        if (Files.exists(file) && ConfigNode.read(file).has("eos_token_id")) {
            source = ConfigNode.read(file);
        }
        JsonNode found = source.json().path("eos_token_id");
        Set<Integer> tokens = new LinkedHashSet<>();
        if (found.isMissingNode() || found.isNull()) {
            tokens.add(language.defaultEndToken());
        } else if (found.isArray()) {
            found.forEach(token -> tokens.add(token.asInt(-1)));
        } else {
            tokens.add(found.asInt(-1));
        }
        if (tokens.isEmpty()
                || tokens.stream().anyMatch(t -> t < 0 || t >= language.vocabulary())) {
            throw source.fault("eos_token_id", "ids below " + language.vocabulary());
        }
        return tokens;
    }
}
