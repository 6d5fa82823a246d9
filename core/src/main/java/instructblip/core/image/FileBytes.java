package instructblip.core.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A whole file in memory, read at any place without running past its end.
 *
 * @param name how the user named the file
 * @param bytes its content
 */
record FileBytes(String name, byte[] bytes) {

    int size() {
        return bytes.length;
    }

    int u8(long at) throws ImageException {
        if (at < 0 || at >= bytes.length) {
            throw truncated();
        }
        return bytes[(int) at] & 0xff;
    }

    int u16be(long at) throws ImageException {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(long at) throws ImageException {
        return u8(at) | u8(at + 1) << 8;
    }

    long u32be(long at) throws ImageException {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    long u32le(long at) throws ImageException {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    byte[] slice(long at, int length) throws ImageException {
        if (length > 0) {
            u8(at + length - 1);
        }
        byte[] slice = new byte[length];
        System.arraycopy(bytes, (int) at, slice, 0, length);
        return slice;
    }

    /** The file with the bits of every byte in the other order. */
    FileBytes withReversedBits() {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
        }
        return new FileBytes(name, reversed);
    }

    /** Whether these characters, one byte each, stand at that place. */
    boolean has(int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    ImageException problem(String what) {
        return new ImageException(name + ": " + what);
    }

    /** With digits that do not depend on where the program runs. */
    ImageException problem(String format, Object... values) {
        return problem(String.format(Locale.ROOT, format, values));
    }

    ImageException truncated() {
        return problem("the image is cut off after " + bytes.length + " bytes, expected more");
    }
}
