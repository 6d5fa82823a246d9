package instructblip.core.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as a file stores them, rounded to the nearest, ties to even. */
final class NumberBytes {

    private NumberBytes() {}

    /**
     * @param dtype a type of weights
     * @return little-endian
     */
    static byte[] of(float[] values, StoredType dtype) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(dtype.bytes(), values.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            put(bytes, value, dtype);
        }
        return bytes.array();
    }

    /** Appends one number. */
    static void put(ByteBuffer bytes, float value, StoredType dtype) {
        switch (dtype) {
            case F32 -> bytes.putFloat(value);
            case F16 -> bytes.putShort(half(value));
            case BF16 -> bytes.putShort(brain(value));
            default -> throw new IllegalArgumentException(dtype + " is no type of weights");
        }
    }

    /** binary32 to binary16, which Java 17 has no method for. */
    static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7FFF_FFFF;
        if (magnitude > 0x7F80_0000) {
            return (short) (sign | 0x7E00);
        }
        if (magnitude >= 0x477F_F000) {
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x3880_0000) {
            // Below 2^-14 a half is a multiple of 2^-24; rint rounds ties to even.
            return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24));
        }
        int odd = (magnitude >>> 13) & 1;
        return (short) (sign | ((magnitude - 0x3800_0000 + 0xFFF + odd) >>> 13));
    }

    /** binary32 to bfloat16. */
    static short brain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
