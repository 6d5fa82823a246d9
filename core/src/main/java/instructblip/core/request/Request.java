package instructblip.core.request;

import java.nio.file.Path;
import java.util.List;

/**
 * One question to a model.
 *
 * @param images one image, or the frames of a clip in their order; the clip itself where {@code
 *     sampledFrames} is above 0
 * @param sampledFrames how many frames of the clip to look at, spread evenly; 0 where there is none
 * @param prompt the exact text that the language model reads, and InstructBLIP's Q-Former too; may
 *     be empty
 * @param mode how to answer
 */
public record Request(List<Path> images, int sampledFrames, String prompt, AnswerMode mode) {

    public Request {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one image");
        }
        if (sampledFrames < 0 || sampledFrames > 0 && images.size() > 1) {
            throw new IllegalArgumentException(
                    sampledFrames + " frames of " + images.size() + " files, expected one clip");
        }
    }

    /** About an image, or about the frames of a clip. */
    public Request(List<Path> images, String prompt, AnswerMode mode) {
        this(images, 0, prompt, mode);
    }

    /** About a video file. */
    public static Request ofVideo(Path clip, int frames, String prompt, AnswerMode mode) {
        if (frames < 1) {
            throw new IllegalArgumentException(frames + " frames of a clip, expected some");
        }
        return new Request(List.of(clip), frames, prompt, mode);
    }

    /** How many frames the model looks at. */
    public int frames() {
        return isOfVideo() ? sampledFrames : images.size();
    }

    public boolean isOfVideo() {
        return sampledFrames > 0;
    }
}
