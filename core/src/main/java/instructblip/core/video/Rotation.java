package instructblip.core.video;

import instructblip.core.image.RgbImage;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/**
 * How a player turns a clip that was filmed with the camera on its side.
 *
 * @param quarters turns of 90 degrees clockwise, 0 to 3
 */
record Rotation(int quarters) {

    private static final int CHANNELS = 3;
    private static final int MATRIX_BYTES = 9 * Integer.BYTES;

    /** From the display matrix of the stream; angles between are rounded to the nearest quarter. */
    static Rotation of(AVStream stream) {
        AVPacketSideData data = stream.codecpar().coded_side_data();
        if (data != null) {
            for (int i = 0; i < stream.codecpar().nb_coded_side_data(); i++) {
                AVPacketSideData each = data.getPointer(i);
                if (each.type() == avcodec.AV_PKT_DATA_DISPLAYMATRIX
                        && each.size() >= MATRIX_BYTES) {
                    return ofDegrees(avutil.av_display_rotation_get(new IntPointer(each.data())));
                }
            }
        }
        return new Rotation(0);
    }

    /**
     * @param counterclockwise not a number where the matrix has no inverse
     */
    static Rotation ofDegrees(double counterclockwise) {
        return new Rotation(Math.floorMod(Math.round(-counterclockwise / 90), 4));
    }

    RgbImage applyTo(RgbImage image) {
        RgbImage turned = image;
        for (int i = 0; i < quarters; i++) {
            turned = quarter(turned);
        }
        return turned;
    }

    private static RgbImage quarter(RgbImage image) {
        int width = image.height();
        int height = image.width();
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = CHANNELS * ((width - 1 - x) * image.width() + y);
                System.arraycopy(image.rgb(), from, rgb, CHANNELS * (y * width + x), CHANNELS);
            }
        }
        return new RgbImage(width, height, rgb);
    }
}
