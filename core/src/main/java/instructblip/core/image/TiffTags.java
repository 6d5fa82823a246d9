package instructblip.core.image;

import java.util.HashMap;
import java.util.Map;

/** The fields of the first image in a TIFF file: whole numbers by tag. */
final class TiffTags {

    private static final int ENTRY = 12;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final FileBytes file;
    private final boolean bigEndian;
    private final Map<Integer, Long> entries = new HashMap<>();

    private TiffTags(FileBytes file) throws ImageException {
        this.file = file;
        this.bigEndian = file.u8(0) == 'M';
    }

    static TiffTags read(FileBytes file) throws ImageException {
        TiffTags tags = new TiffTags(file);
        long directory = tags.u32(4);
        int count = tags.u16(directory);
        for (int i = 0; i < count; i++) {
            long entry = directory + 2 + (long) i * ENTRY;
            file.u8(entry + ENTRY - 1);
            tags.entries.put(tags.u16(entry), entry);
        }
        return tags;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The first number of a field. */
    long number(int tag, long absent) throws ImageException {
        return has(tag) ? numbers(tag, 1)[0] : absent;
    }

    /** How many numbers a field has; 0 where it is absent. */
    long count(int tag) throws ImageException {
        return has(tag) ? u32(entries.get(tag) + 4) : 0;
    }

    /** The first {@code wanted} numbers of a field, which must have that many. */
    long[] numbers(int tag, int wanted) throws ImageException {
        if (count(tag) < wanted) {
            throw file.problem(
                    "TIFF field %d has %d numbers, expected %d", tag, count(tag), wanted);
        }
        long entry = entries.get(tag);
        int type = u16(entry + 2);
        if (type != BYTE && type != SHORT && type != LONG) {
            throw file.problem("TIFF field %d of type %d, expected whole numbers", tag, type);
        }
        int size = type == BYTE ? 1 : type == SHORT ? 2 : 4;
        long at = count(tag) * size <= 4 ? entry + 8 : u32(entry + 8);
        file.u8(at + (long) wanted * size - 1);
        long[] numbers = new long[wanted];
        for (int i = 0; i < wanted; i++) {
            long place = at + (long) i * size;
            numbers[i] = size == 1 ? file.u8(place) : size == 2 ? u16(place) : u32(place);
        }
        return numbers;
    }

    private int u16(long at) throws ImageException {
        return bigEndian ? file.u16be(at) : file.u16le(at);
    }

    private long u32(long at) throws ImageException {
        return bigEndian ? file.u32be(at) : file.u32le(at);
    }
}
