package instructblip.benchmarks.world;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Says what stands in the cells of a picture, by its pixels. */
final class PictureReader {

    private static final int CELL = 21;
    private static final int WHITE = 0xFFFFFF;

    private static final Map<Integer, String> COLOURS =
            new HashMap<>(
                    Map.of(
                            0x141414, "black",
                            0x1E3CE6, "blue",
                            0x8C5014, "brown",
                            0x969696, "gray",
                            0x1E9628, "green",
                            0xDC1E1E, "red",
                            0x14C8C8, "teal",
                            0xF5D214, "yellow"));

    private PictureReader() {}

    static List<String> labels(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image.getWidth() != 64 || image.getHeight() != 64) {
            throw new AssertionError(file + " has not 64 by 64 pixels");
        }
        List<String> labels = new ArrayList<>();
        for (int cell = 0; cell < 9; cell++) {
            labels.add(label(image, cell % 3 * CELL, cell / 3 * CELL));
        }
        return labels;
    }

    private static String label(BufferedImage image, int left, int top) {
        List<int[]> inked = new ArrayList<>();
        for (int y = top; y < top + CELL; y++) {
            for (int x = left; x < left + CELL; x++) {
                if (rgb(image, x, y) != WHITE) {
                    inked.add(new int[] {x, y});
                }
            }
        }
        if (inked.isEmpty()) {
            return "empty";
        }
        int west = inked.stream().mapToInt(pixel -> pixel[0]).min().orElseThrow();
        int east = inked.stream().mapToInt(pixel -> pixel[0]).max().orElseThrow();
        int north = inked.get(0)[1];
        int south = inked.get(inked.size() - 1)[1];
        int width = east - west + 1;
        int height = south - north + 1;
        String size = Map.of(12, "small", 18, "large").get(width);
        String colour = COLOURS.get(rgb(image, inked.get(0)[0], inked.get(0)[1]));
        return size + " " + colour + " " + shape(image, west, south, width, height, inked.size());
    }

    private static String shape(
            BufferedImage image, int west, int south, int width, int height, int pixels) {
        if (pixels == width * height) {
            return 3 * height == 2 * width ? "rectangle" : "unknown";
        }
        boolean hasCorner = rgb(image, west, south) != WHITE;
        if (hasCorner) {
            return "triangle";
        }
        return 9 * pixels == 5 * width * height ? "cross" : "circle";
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & WHITE;
    }
}
