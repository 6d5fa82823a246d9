package instructblip.core.image;

/** PNG as Pillow decodes it, every colour type, depth and interlacing. */
final class PngDecoder {

    private PngDecoder() {}

    static Pixels decode(FileBytes file, Alpha alpha) throws ImageException {
        PngChunks chunks = PngChunks.read(file);
        PngHeader header = chunks.header();
        PngCanvas canvas = new PngCanvas(PngColours.of(file, chunks, alpha), header);
        try (PngRows rows = new PngRows(file, chunks)) {
            for (PngHeader.Pass pass : header.passes()) {
                int width = count(header.width(), pass.x(), pass.stepX());
                int length = header.rowBytes(width);
                rows.beginPass();
                for (int y = pass.y(); width > 0 && y < header.height(); y += pass.stepY()) {
                    canvas.draw(rows.next(length), y, pass, width);
                }
            }
        }
        return canvas.pixels();
    }

    private static int count(int size, int first, int step) {
        return Math.max(0, (size - first + step - 1) / step);
    }
}
