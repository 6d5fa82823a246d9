package instructblip.core.image;

/** Reads the bits of lossless WebP data, lowest first. */
final class Vp8lBits {

    private final FileBytes file;
    private final long end;
    private long at;
    private int bits;
    private int count;

    Vp8lBits(FileBytes file, long start, long end) {
        this.file = file;
        this.at = start;
        this.end = end;
    }

    /** A number of up to 24 bits. */
    int number(int size) throws ImageException {
        while (count < size) {
            if (at >= end) {
                throw file.truncated();
            }
            bits |= (file.bytes()[(int) at++] & 0xff) << count;
            count += Byte.SIZE;
        }
        int number = bits & (1 << size) - 1;
        bits >>>= size;
        count -= size;
        return number;
    }

    boolean flag() throws ImageException {
        return number(1) == 1;
    }

    ImageException damaged(String what) {
        return file.problem("damaged WebP data (" + what + ")");
    }
}
