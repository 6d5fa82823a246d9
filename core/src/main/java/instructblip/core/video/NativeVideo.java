package instructblip.core.video;

import instructblip.core.kernel.EngineException;
import instructblip.core.kernel.EngineSettings;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** Loads FFmpeg once and makes the settings that hold for the whole process. */
final class NativeVideo {

    /** More than a plane of the largest frame needs. */
    private static final long MAX_BLOCK_BYTES = 256L << 20;

    private static boolean loaded;

    private NativeVideo() {}

    /**
     * @param video named when it cannot be read for want of FFmpeg
     */
    static synchronized void load(VideoFile video) throws VideoException {
        if (loaded) {
            return;
        }
        try {
            // All is freed by hand. JavaCPP's own bound looks at the memory of the whole process,
            // most of which are the model's weights.
            setDefault("nopointergc", "true");
            setDefault("maxBytes", "0");
            setDefault("maxPhysicalBytes", "0");
            setDefault("cachedir", EngineSettings.cacheFolder().resolve("ffmpeg").toString());
            Loader.load(avutil.class);
            Loader.load(avcodec.class);
            Loader.load(avformat.class);
            Loader.load(swscale.class);
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
            avutil.av_max_alloc(MAX_BLOCK_BYTES);
            loaded = true;
        } catch (LinkageError | EngineException e) {
            throw video.problem("cannot be decoded, as FFmpeg cannot be loaded (" + e + ")", e);
        }
    }

    private static void setDefault(String name, String value) {
        String property = "org.bytedeco.javacpp." + name;
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
