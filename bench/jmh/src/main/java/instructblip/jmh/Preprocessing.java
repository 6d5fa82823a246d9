package instructblip.jmh;

import instructblip.core.image.Alpha;
import instructblip.core.image.ImageDecoder;
import instructblip.core.image.ImageException;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.image.ImageSettings;
import instructblip.core.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a photograph of usual size to what the vision encoder reads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class Preprocessing {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int SIDE = 224;
    private static final int CHANNELS = 3;

    @Param({"jpg", "png"})
    private String format;

    private byte[] file;
    private RgbImage decoded;
    private RgbImage resized;
    private float[] values;
    private ImagePreprocessor preprocessor;

    /** Smooth areas with some noise, as photographs have them. */
    @Setup
    public void draw() throws IOException, ImageException {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int noise = random.nextInt(16);
                int red = x * 200 / WIDTH + noise;
                int green = y * 200 / HEIGHT + noise;
                int blue = (x * y / 1000) % 200 + noise;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        file = bytes.toByteArray();
        List<Double> half = List.of(0.5, 0.5, 0.5);
        preprocessor = new ImagePreprocessor(ImageSettings.of(SIDE, half, half));
        decoded = decode();
        resized = resize();
        values = new float[CHANNELS * SIDE * SIDE];
    }

    @Benchmark
    public RgbImage decode() throws ImageException {
        return ImageDecoder.decode(file, "drawn", Alpha.DROP);
    }

    @Benchmark
    public RgbImage resize() {
        return preprocessor.resize(decoded);
    }

    @Benchmark
    public float[] normalise() {
        preprocessor.normalise(resized, values, 0);
        return values;
    }
}
