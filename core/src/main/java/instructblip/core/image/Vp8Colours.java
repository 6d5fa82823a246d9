package instructblip.core.image;

/**
 * From brightness and colours at half the size to RGB, with libwebp's smooth enlargement and its
 * integer arithmetic.
 */
final class Vp8Colours {

    private final int width;
    private final int height;
    private final Vp8Plane luma;
    private final Vp8Plane[] chroma;

    Vp8Colours(int width, int height, Vp8Plane luma, Vp8Plane[] chroma) {
        this.width = width;
        this.height = height;
        this.luma = luma;
        this.chroma = chroma;
    }

    byte[] rgb() {
        byte[] rgb = new byte[RgbImage.CHANNELS * width * height];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++, to += RgbImage.CHANNELS) {
                int light = part(luma.get(luma.at(x, y)), 19077);
                int blue = enlarged(chroma[0], x, y);
                int red = enlarged(chroma[1], x, y);
                rgb[to] = level(light + part(red, 26149) - 14234);
                rgb[to + 1] = level(light - part(blue, 6419) - part(red, 13320) + 8708);
                rgb[to + 2] = level(light + part(blue, 33050) - 17685);
            }
        }
        return rgb;
    }

    /**
     * Nine parts of the nearest value, three each of the next beside and below, one of the last.
     */
    private int enlarged(Vp8Plane plane, int x, int y) {
        int column = x / 2;
        int row = y / 2;
        int nextColumn = x % 2 == 0 ? column - 1 : column + 1;
        int nextRow = Math.max(0, Math.min((height - 1) / 2, y % 2 == 0 ? row - 1 : row + 1));
        int near = plane.get(plane.at(column, row));
        int below = plane.get(plane.at(column, nextRow));
        if (nextColumn < 0 || nextColumn > (width - 1) / 2) {
            return 3 * near + below + 2 >> 2;
        }
        int beside = plane.get(plane.at(nextColumn, row));
        int far = plane.get(plane.at(nextColumn, nextRow));
        int diagonal = near + below + beside + far + 8 + 2 * (below + beside) >> 3;
        return diagonal + near >> 1;
    }

    private static int part(int value, int factor) {
        return value * factor >> 8;
    }

    private static byte level(int value) {
        return Vp8Plane.clip(value >> 6);
    }
}
