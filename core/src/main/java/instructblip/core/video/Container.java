package instructblip.core.video;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An open file and the packets of its main video stream. Only the file itself is opened: playlists
 * and other formats that name further files are not among those allowed.
 */
final class Container implements AutoCloseable {

    private static final String EXPECTED = "expected an mp4, avi, webm or mkv file with video";

    private static final String FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi";

    private final VideoFile video;
    private final AVFormatContext format;
    private final AVPacket packet;
    private AVStream stream;

    private Container(VideoFile video, AVFormatContext format) {
        this.video = video;
        this.format = format;
        this.packet = avcodec.av_packet_alloc();
    }

    static Container open(VideoFile video) throws VideoException {
        AVFormatContext format = new AVFormatContext(null);
        try (AVDictionary options = new AVDictionary(null);
                BytePointer url = url(video)) {
            avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
            avutil.av_dict_set(options, "format_whitelist", FORMATS, 0);
            int status = avformat.avformat_open_input(format, url, (AVInputFormat) null, options);
            avutil.av_dict_free(options);
            if (status < 0) {
                throw video.problem("not a video (" + reason(status) + "), " + EXPECTED);
            }
        }
        Container container = new Container(video, format);
        try {
            container.chooseStream();
            return container;
        } catch (VideoException e) {
            container.close();
            throw e;
        }
    }

    /** The name in the bytes that the system knows the file by. */
    private static BytePointer url(VideoFile video) {
        boolean isWindows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("win");
        Charset names =
                isWindows
                        ? StandardCharsets.UTF_8
                        : Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return new BytePointer("file:" + video.path().toAbsolutePath(), names);
    }

    private void chooseStream() throws VideoException {
        int status = avformat.avformat_find_stream_info(format, (PointerPointer<?>) null);
        int index =
                avformat.av_find_best_stream(
                        format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
        if (index < 0) {
            String why = status < 0 ? " (" + reason(status) + ")" : "";
            throw video.problem("has no video stream" + why + ", " + EXPECTED);
        }
        stream = format.streams(index);
        if ((stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0) {
            throw video.problem("has a cover picture but no video stream, " + EXPECTED);
        }
        for (int other = 0; other < format.nb_streams(); other++) {
            if (other != index) {
                format.streams(other).discard(avcodec.AVDISCARD_ALL);
            }
        }
    }

    VideoFile video() {
        return video;
    }

    AVStream stream() {
        return stream;
    }

    /** The packet that was read last. */
    AVPacket packet() {
        return packet;
    }

    /**
     * Goes to the next packet of the stream.
     *
     * @return false at the end, or where the file breaks off
     */
    boolean read() throws VideoException {
        do {
            video.checkTime();
            avcodec.av_packet_unref(packet);
            if (avformat.av_read_frame(format, packet) < 0) {
                return false;
            }
        } while (packet.stream_index() != stream.index());
        return true;
    }

    private static String reason(int status) {
        byte[] text = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
        avutil.av_strerror(status, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(format);
    }
}
