package instructblip.core.video;

import instructblip.core.image.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Frames of a clip: mp4, mov, avi, webm or mkv, decoded by FFmpeg, spread evenly over the frames
 * that really decode (what a container says of its length may be false). Colours are those of
 * FFmpeg's default conversion, as in decord and PyAV; a rotation that the file asks for is done.
 * Safe for use by several threads.
 *
 * <p>FFmpeg runs in this process: sizes, time, formats and protocols are bounded here, but a fault
 * in one of its decoders would still end the whole program.
 */
public final class VideoFrames {

    /** Frames that the paper looks at. */
    public static final int USUAL = 4;

    /** The most frames that may be asked for. */
    public static final int MOST = 32;

    /** Larger files are refused unread. */
    private static final long MAX_FILE_BYTES = 4L << 30;

    private static final Duration MOST_TIME = Duration.ofMinutes(10);
    private static final Duration MOST_TIME_FOR_ONE = Duration.ofSeconds(10);

    private static final String NO_FRAME = "no frame of the video can be decoded, expected some";

    private static final List<String> ENDINGS = List.of(".mp4", ".avi", ".webm", ".mkv", ".mov");

    /** What to make of a frame. */
    public interface FrameUse<T> {

        /**
         * @param index of the frame in the clip, from 0
         */
        T of(long index, RgbImage frame);
    }

    private VideoFrames() {}

    /**
     * Picks frames as LAVIS {@code load_video} does with {@code "uniform"}. Each is handed on as
     * soon as it is decoded, so that no two need be in memory in full size.
     *
     * @param wanted frames, 1 to {@value #MOST}
     * @param use what to make of each frame
     * @return {@code wanted} results in the order of the clip; a clip with fewer frames repeats its
     *     last one
     * @throws VideoException if the file cannot be read, has no video, none of its frames decodes,
     *     or it is over 4 GiB, 8192x4320 pixels or 10 minutes of work
     */
    public static <T> List<T> sample(Path file, int wanted, FrameUse<T> use) throws VideoException {
        if (wanted < 1 || wanted > MOST) {
            throw new IllegalArgumentException(wanted + " frames of a clip, expected 1 to " + MOST);
        }
        VideoFile video = opened(file, MOST_TIME);
        List<T> found = new ArrayList<>();
        long expected = Math.max(1, packets(video));
        long decoded = decode(video, FrameIndices.uniform(expected, wanted), use, found);
        while (decoded != expected) {
            if (decoded == 0) {
                throw video.problem(NO_FRAME);
            }
            found.clear();
            expected = decoded;
            decoded = decode(video, FrameIndices.uniform(expected, wanted), use, found);
        }
        found.addAll(Collections.nCopies(wanted - found.size(), found.get(found.size() - 1)));
        return found;
    }

    /**
     * The first frame that decodes, to show what a clip is about.
     *
     * @throws VideoException as {@link #sample}, and if it takes over 10 seconds
     */
    public static RgbImage first(Path file) throws VideoException {
        VideoFile video = opened(file, MOST_TIME_FOR_ONE);
        try (Container container = Container.open(video);
                FrameDecoder decoder = FrameDecoder.of(container);
                FrameColours colours = new FrameColours(container)) {
            if (!decoder.next()) {
                throw video.problem(NO_FRAME);
            }
            return colours.rgb(decoder.frame());
        }
    }

    /** Whether a file's name ends as those of clips do. */
    public static boolean isNamedAsVideo(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static VideoFile opened(Path file, Duration limit) throws VideoException {
        VideoFile video = VideoFile.of(file, limit);
        checkSize(video);
        NativeVideo.load(video);
        return video;
    }

    private static void checkSize(VideoFile video) throws VideoException {
        if (!Files.isRegularFile(video.path())) {
            String found = Files.exists(video.path()) ? "not a regular file" : "no such file";
            throw video.problem(found + ", expected a video file");
        }
        if (video.path().toFile().length() > MAX_FILE_BYTES) {
            throw video.problem("over 4 GiB, expected a smaller video file");
        }
    }

    /** A good guess at the number of frames, much quicker than decoding them. */
    private static long packets(VideoFile video) throws VideoException {
        try (Container container = Container.open(video)) {
            long packets = 0;
            while (container.read()) {
                packets++;
            }
            return packets;
        }
    }

    /**
     * One pass over the whole clip.
     *
     * @param indices of the frames to use, rising
     * @return frames that were decoded
     */
    private static <T> long decode(VideoFile video, long[] indices, FrameUse<T> use, List<T> found)
            throws VideoException {
        try (Container container = Container.open(video);
                FrameDecoder decoder = FrameDecoder.of(container);
                FrameColours colours = new FrameColours(container)) {
            long decoded = 0;
            while (decoder.next()) {
                if (found.size() < indices.length && indices[found.size()] == decoded) {
                    found.add(use.of(decoded, colours.rgb(decoder.frame())));
                }
                decoded++;
            }
            return decoded;
        }
    }
}
