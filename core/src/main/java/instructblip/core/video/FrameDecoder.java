package instructblip.core.video;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Frames of a clip in the order in which they are shown; what does not decode is passed over. */
final class FrameDecoder implements AutoCloseable {

    /** The largest frame of ultra-high-definition television. */
    private static final long MAX_PIXELS = 8192L * 4320;

    private final Container container;
    private final AVCodecContext codec;
    private final AVFrame frame = avutil.av_frame_alloc();
    private boolean atEnd;

    private FrameDecoder(Container container, AVCodecContext codec) {
        this.container = container;
        this.codec = codec;
    }

    static FrameDecoder of(Container container) throws VideoException {
        int id = container.stream().codecpar().codec_id();
        AVCodec known = avcodec.avcodec_find_decoder(id);
        if (known == null || known.isNull()) {
            throw unreadable(container, id);
        }
        AVCodecContext codec = avcodec.avcodec_alloc_context3(known);
        FrameDecoder decoder = new FrameDecoder(container, codec);
        avcodec.avcodec_parameters_to_context(codec, container.stream().codecpar());
        codec.max_pixels(MAX_PIXELS);
        // Clips are decoded beside each other; and damaged ones then decode alike each time.
        codec.thread_count(1);
        if (avcodec.avcodec_open2(codec, known, (AVDictionary) null) < 0) {
            decoder.close();
            throw unreadable(container, id);
        }
        return decoder;
    }

    private static VideoException unreadable(Container container, int id) {
        return container
                .video()
                .problem(
                        "video of the codec %s cannot be decoded here, expected h264 or the like"
                                .formatted(avcodec.avcodec_get_name(id).getString()));
    }

    /** The frame that was decoded last; its content changes with the next. */
    AVFrame frame() {
        return frame;
    }

    /**
     * Goes to the next frame.
     *
     * @return false behind the last one that decodes
     */
    boolean next() throws VideoException {
        while (true) {
            int status = avcodec.avcodec_receive_frame(codec, frame);
            if (status >= 0) {
                return true;
            }
            if (atEnd && (status == avutil.AVERROR_EOF || status == avutil.AVERROR_EAGAIN())) {
                return false;
            }
            container.video().checkTime();
            if (status == avutil.AVERROR_EAGAIN()) {
                feed();
            }
        }
    }

    /** A packet that is refused is damaged: the frames behind it may still decode. */
    private void feed() throws VideoException {
        atEnd = !container.read();
        AVPacket none = null;
        avcodec.avcodec_send_packet(codec, atEnd ? none : container.packet());
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(codec);
    }
}
