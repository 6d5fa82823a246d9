package instructblip.core.model;

import instructblip.core.image.ImagePreprocessor;
import instructblip.core.text.InstructionEncoder;

/**
 * What an open model consists of.
 *
 * @param config that it was built by
 * @param parts with their weights
 * @param media from files to the vision encoder's size
 * @param preprocessor from bytes to normalised numbers
 * @param texts from texts to ids and back
 */
record ModelInsides(
        ModelConfig config,
        ModelParts parts,
        MediaReader media,
        ImagePreprocessor preprocessor,
        InstructionEncoder texts)
        implements AutoCloseable {

    Preparation preparation() {
        return new Preparation(media, texts, config);
    }

    Perception perception() {
        return new Perception(parts);
    }

    Answers answers() {
        return new Answers(config, parts, texts);
    }

    @Override
    public void close() {
        texts.close();
        parts.close();
    }
}
