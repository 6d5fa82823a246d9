package instructblip.core.image;

/** Reads bits of which each has a probability, arithmetically coded (RFC 6386, section 7). */
final class Vp8Bits {

    private static final int EVEN = 128;
    private static final int FULL = 255;

    private final FileBytes file;
    private final long end;
    private long at;
    private int value;
    private int range = FULL;

    /** Bits of {@code value} below those that {@code range} is compared with. */
    private int spare = -Byte.SIZE;

    Vp8Bits(FileBytes file, long start, long end) {
        this.file = file;
        this.at = start;
        this.end = end;
    }

    /**
     * @param probability that it is not set, out of 256
     */
    boolean bit(int probability) throws ImageException {
        if (spare < 0) {
            if (at >= end) {
                throw file.truncated();
            }
            value = value << Byte.SIZE | file.bytes()[(int) at++] & 0xff;
            spare += Byte.SIZE;
        }
        int split = 1 + ((range - 1) * probability >> 8);
        boolean set = value >> spare >= split;
        if (set) {
            value -= split << spare;
            range -= split;
        } else {
            range = split;
        }
        int shift = Integer.numberOfLeadingZeros(range) - (Integer.SIZE - Byte.SIZE);
        range <<= shift;
        spare -= shift;
        return set;
    }

    boolean flag() throws ImageException {
        return bit(EVEN);
    }

    /** 1 or 0. */
    int digit(int probability) throws ImageException {
        return bit(probability) ? 1 : 0;
    }

    /** A number of that many bits, highest first. */
    int number(int bits) throws ImageException {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number = number << 1 | digit(EVEN);
        }
        return number;
    }

    /** A number of that many bits and its sign, where a flag says there is one; else 0. */
    int optional(int bits) throws ImageException {
        if (!flag()) {
            return 0;
        }
        int number = number(bits);
        return flag() ? -number : number;
    }
}
