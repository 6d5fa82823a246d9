package instructblip.core.model;

import instructblip.core.checkpoint.ContentHash;
import instructblip.core.clock.Stage;
import instructblip.core.clock.StageClock;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.request.RequestException;
import instructblip.core.video.VideoException;
import instructblip.core.video.VideoFrames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Decodes clips for several threads at once; the frames of the last few are kept. */
final class VideoReader {

    private static final int KEPT = 16;

    private final ImagePreprocessor preprocessor;
    private final StageClock clock;
    private final RecentFiles<Clip, List<DecodedImage>> recent = new RecentFiles<>(KEPT);

    private record Clip(Path file, int frames) {

        @Override
        public String toString() {
            return file.toString();
        }
    }

    VideoReader(ImagePreprocessor preprocessor, StageClock clock) {
        this.preprocessor = preprocessor;
        this.clock = clock;
    }

    /** Frames in their order; a short clip's last one several times. */
    List<DecodedImage> read(Path file, int frames) throws RequestException {
        return recent.get(new Clip(file, frames), () -> timed(file, frames));
    }

    void forget() {
        recent.forget();
    }

    private List<DecodedImage> timed(Path file, int frames) throws RequestException {
        return clock.time(Stage.DECODE, () -> decode(file, frames));
    }

    private List<DecodedImage> decode(Path file, int frames) throws RequestException {
        try {
            List<DecodedImage> decoded =
                    VideoFrames.sample(
                            file,
                            frames,
                            (index, frame) ->
                                    new DecodedImage("#" + index, preprocessor.resize(frame)));
            String clip = ContentHash.of(file);
            return decoded.stream()
                    .map(frame -> new DecodedImage(clip + frame.key(), frame.pixels()))
                    .toList();
        } catch (VideoException e) {
            throw new RequestException(e.getMessage(), e);
        } catch (IOException e) {
            throw new RequestException(file + ": cannot be read (" + e + ")", e);
        }
    }
}
