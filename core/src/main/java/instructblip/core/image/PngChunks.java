package instructblip.core.image;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file that decide its pixels. Every other one is skipped unread: neither gamma
 * nor colour profile changes a value.
 *
 * @param header the picture's layout
 * @param palette three bytes per colour; empty where there is none
 * @param transparency content of {@code tRNS}; empty where there is none
 * @param data where the compressed pixels lie
 */
record PngChunks(PngHeader header, byte[] palette, byte[] transparency, List<Span> data) {

    /** A piece of the file. */
    record Span(int offset, int length) {}

    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    private static final int FRAME = 12;

    static PngChunks read(FileBytes file) throws ImageException {
        PngHeader header = null;
        byte[] palette = {};
        byte[] transparency = {};
        long at = SIGNATURE.length();
        while (!is(file, at, "IDAT")) {
            int length = checked(file, at);
            if (is(file, at, "IHDR")) {
                header = PngHeader.read(file, at + 8);
            } else if (is(file, at, "PLTE")) {
                palette = file.slice(at + 8, length);
            } else if (is(file, at, "tRNS")) {
                transparency = file.slice(at + 8, length);
            } else if (is(file, at, "IEND")) {
                throw file.problem("a PNG file without pixels, expected an IDAT chunk");
            }
            at += FRAME + length;
        }
        if (header == null) {
            throw file.problem("a PNG file whose pixels come first, expected an IHDR chunk");
        }
        return new PngChunks(header, palette, transparency, pixelData(file, at));
    }

    /** Content length of the chunk at that place, all there and with the right checksum. */
    private static int checked(FileBytes file, long at) throws ImageException {
        int length = length(file, at);
        long end = at + 8 + length;
        long expected = file.u32be(end);
        CRC32 crc = new CRC32();
        crc.update(file.bytes(), (int) at + 4, 4 + length);
        if (crc.getValue() != expected) {
            throw file.problem(
                    "a damaged PNG chunk at byte %d, expected checksum %x", at, expected);
        }
        return length;
    }

    private static int length(FileBytes file, long at) throws ImageException {
        long length = file.u32be(at);
        file.u8(at + 7);
        if (length > file.size()) {
            throw file.truncated();
        }
        return (int) length;
    }

    /** The run of {@code IDAT} chunks; the last one may lack its tail, rows then go missing. */
    private static List<Span> pixelData(FileBytes file, long start) throws ImageException {
        List<Span> spans = new ArrayList<>();
        long at = start;
        while (is(file, at, "IDAT")) {
            long length = file.u32be(at);
            int there = (int) Math.min(length, file.size() - at - 8);
            spans.add(new Span((int) at + 8, there));
            at += FRAME + length;
        }
        skipTail(file, at);
        return List.copyOf(spans);
    }

    /** A file may end without {@code IEND}, but not in the middle of a chunk's content. */
    private static void skipTail(FileBytes file, long start) throws ImageException {
        long at = start;
        while (at + 8 <= file.size() && !is(file, at, "IEND")) {
            at += FRAME + file.u32be(at);
            if (at - 4 > file.size()) {
                throw file.truncated();
            }
        }
    }

    private static boolean is(FileBytes file, long at, String type) {
        return at < file.size() && file.has((int) at + 4, type);
    }
}
