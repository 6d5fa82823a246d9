package instructblip.core.video;

import instructblip.core.image.RgbImage;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Decoded frames to RGB: by the matrix and range that the frame states, else BT.601 of limited
 * range, as FFmpeg's {@code scale} filter does.
 */
final class FrameColours implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final Container container;
    private final Rotation rotation;
    private final SwsContext scaler = swscale.sws_alloc_context();
    private final AVFrame target = avutil.av_frame_alloc();

    FrameColours(Container container) {
        this.container = container;
        this.rotation = Rotation.of(container.stream());
        scaler.flags(swscale.SWS_BICUBIC);
    }

    RgbImage rgb(AVFrame frame) throws VideoException {
        avutil.av_frame_unref(target);
        target.format(avutil.AV_PIX_FMT_RGB24);
        target.width(frame.width());
        target.height(frame.height());
        if (swscale.sws_scale_frame(scaler, target, frame) < 0) {
            throw container
                    .video()
                    .problem(
                            "a frame of %dx%d pixels cannot be turned into RGB, expected a usual pixel format"
                                    .formatted(frame.width(), frame.height()));
        }
        return rotation.applyTo(new RgbImage(frame.width(), frame.height(), rows()));
    }

    /** Without the padding between rows. */
    private byte[] rows() {
        int width = CHANNELS * target.width();
        byte[] rgb = new byte[width * target.height()];
        BytePointer rows = target.data(0);
        for (int row = 0; row < target.height(); row++) {
            rows.position((long) row * target.linesize(0)).get(rgb, row * width, width);
        }
        return rgb;
    }

    @Override
    public void close() {
        avutil.av_frame_free(target);
        swscale.sws_free_context(scaler);
    }
}
