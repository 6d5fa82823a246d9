package instructblip.core.image;

import java.io.ByteArrayOutputStream;

/**
 * The segments of a JPEG file up to its last scan.
 *
 * <p>The decoder is given only those that it needs. Left out are application data and comments:
 * colour profile, rotation and thumbnails change no value, and each is a way to confuse a reader.
 *
 * @param frame size and components
 * @param space what the samples are
 * @param stream the file without the segments left out
 */
record JpegSegments(JpegFrame frame, JpegFrame.Space space, byte[] stream) {

    /** A real progressive file has a dozen; each costs a pass over the picture. */
    private static final int MAX_SCANS = 200;

    private static final int SOF = 0xc0;
    private static final int DHT = 0xc4;
    private static final int RST = 0xd0;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;

    static JpegSegments read(FileBytes file) throws ImageException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.size());
        kept.write(file.bytes(), 0, 2);
        JpegFrame frame = null;
        boolean jfif = false;
        int adobe = -1;
        long at = nextMarker(file, 2);
        for (int marker = file.u8(at); marker != SOS; marker = file.u8(at)) {
            if (marker == EOI) {
                throw file.problem("a JPEG file without pixels, expected a scan");
            }
            long end = segmentEnd(file, at);
            if (marker == APP0) {
                jfif |= end - at >= 17 && file.has((int) at + 3, "JFIF\0");
            } else if (marker == APP14 && end - at >= 15 && file.has((int) at + 3, "Adobe")) {
                adobe = file.u8(at + 14);
            } else if (isFrame(marker)) {
                frame = JpegFrame.read(file, marker, at + 3);
            }
            if (isFrame(marker) || marker == DHT || marker == DQT || marker == DRI) {
                kept.write(file.bytes(), (int) at - 1, (int) (end - at) + 1);
            }
            at = nextMarker(file, end);
        }
        if (frame == null) {
            throw file.problem("a JPEG scan before its frame header, expected the header first");
        }
        checkScans(file, at);
        kept.write(file.bytes(), (int) at - 1, file.size() - (int) at + 1);
        return new JpegSegments(frame, frame.space(jfif, adobe), kept.toByteArray());
    }

    /** A file is whole only if its scans are followed by an end marker. */
    private static void checkScans(FileBytes file, long start) throws ImageException {
        int scans = 0;
        long at = start;
        for (int marker = file.u8(at); marker != EOI; marker = file.u8(at)) {
            if (marker == SOS && ++scans > MAX_SCANS) {
                throw file.problem("a JPEG of over " + MAX_SCANS + " scans, expected fewer");
            }
            at = nextMarker(file, segmentEnd(file, at));
        }
    }

    /** The place of the code of the next marker, past entropy-coded data and filling. */
    private static long nextMarker(FileBytes file, long start) throws ImageException {
        byte[] bytes = file.bytes();
        for (int at = (int) start; at + 1 < bytes.length; at++) {
            if (bytes[at] == (byte) 0xff) {
                int code = bytes[at + 1] & 0xff;
                if (code > 1 && code != 0xff && (code < RST || code > SOI)) {
                    return at + 1;
                }
            }
        }
        throw file.truncated();
    }

    /** Where the segment ends whose marker code stands at that place. */
    private static long segmentEnd(FileBytes file, long at) throws ImageException {
        int length = file.u16be(at + 1);
        file.u8(at + length);
        return at + 1 + length;
    }

    private static boolean isFrame(int marker) {
        return marker == SOF || marker > SOF && marker < RST && marker % 4 != 0;
    }
}
