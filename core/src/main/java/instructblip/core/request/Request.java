package instructblip.core.request;

import java.nio.file.Path;
import java.util.List;

/**
 * One question to a model.
 *
 * @param images one image, or the frames of a clip in their order
 * @param prompt the exact text that the language model and the Q-Former read; may be empty
 * @param mode how to answer
 */
public record Request(List<Path> images, String prompt, AnswerMode mode) {

    public Request {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one image");
        }
    }
}
