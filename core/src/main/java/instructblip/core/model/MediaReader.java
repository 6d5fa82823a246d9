package instructblip.core.model;

import instructblip.core.clock.StageClock;
import instructblip.core.image.Alpha;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the files of a request to frames in the size that the vision encoder reads. */
final class MediaReader {

    private final ImageReader images;
    private final VideoReader videos;

    MediaReader(ImagePreprocessor preprocessor, Alpha alpha, StageClock clock) {
        this.images = new ImageReader(preprocessor, alpha, clock);
        this.videos = new VideoReader(preprocessor, clock);
    }

    /** Reads everything anew from now on. */
    void forget() {
        images.forget();
        videos.forget();
    }

    DecodedImage image(Path file) throws RequestException {
        return images.read(file);
    }

    List<DecodedImage> frames(Request request) throws RequestException {
        if (request.isOfVideo()) {
            return videos.read(request.images().get(0), request.sampledFrames());
        }
        List<DecodedImage> frames = new ArrayList<>();
        for (Path image : request.images()) {
            frames.add(image(image));
        }
        return frames;
    }
}
