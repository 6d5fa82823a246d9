package instructblip.core.image;

/**
 * The first image of a TIFF file as Pillow decodes it: grey, palette, RGB and CMYK of up to 16 bits
 * in strips or tiles, packed without loss. Unlike in other formats, Pillow turns it the way the
 * file asks for.
 */
final class TiffDecoder {

    private static final int ORIENTATION = 274;

    private final TiffLayout layout;
    private final TiffSegments segments;
    private final TiffCanvas canvas;

    private TiffDecoder(TiffLayout layout, TiffSegments segments, TiffCanvas canvas) {
        this.layout = layout;
        this.segments = segments;
        this.canvas = canvas;
    }

    static Pixels decode(FileBytes file, Alpha alpha) throws ImageException {
        TiffTags tags = TiffTags.read(file);
        TiffLayout layout = TiffLayout.read(file, tags);
        TiffColours colours = TiffColours.read(file, tags, layout);
        TiffSegments segments = TiffSegments.read(file, tags, layout);
        TiffCanvas canvas = new TiffCanvas(layout, colours, tags.bigEndian());
        new TiffDecoder(layout, segments, canvas).draw();
        return canvas.pixels(alpha).turned((int) tags.number(ORIENTATION, 1));
    }

    private void draw() throws ImageException {
        int segment = 0;
        for (int plane = 0; plane < layout.planes(); plane++) {
            for (int y = 0; y < layout.height(); y += layout.segmentHeight()) {
                for (int x = 0; x < layout.width(); x += layout.segmentWidth()) {
                    if (canvas.wants(plane)) {
                        draw(segment, plane, x, y);
                    }
                    segment++;
                }
            }
        }
    }

    private void draw(int segment, int plane, int x, int y) throws ImageException {
        int end = Math.min(layout.height(), y + layout.segmentHeight());
        byte[] row = new byte[layout.rowBytes()];
        try (TiffBytes rows = segments.open(segment)) {
            for (int at = y; at < end; at++) {
                rows.read(row);
                if (segments.differences()) {
                    canvas.addUp(row);
                }
                canvas.draw(row, plane, x, at);
            }
        }
    }
}
