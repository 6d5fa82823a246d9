package instructblip.results.metric.caption;

import java.util.Arrays;

/**
 * A hash table from pairs of numbers to numbers. A corpus has millions of n-grams to look up, for
 * which a map of boxed numbers takes longer than all other steps together.
 */
final class NumberTable {

    private static final int FREE = -1;

    /** The golden ratio's fraction in 64 bits: its product spreads small numbers over all bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[1 << 10];
    private int[] values = freeSlots(keys.length);
    private int size;

    int size() {
        return size;
    }

    /** The value of a pair; {@code fresh}, noted from now on, where there is none. */
    int getOrPut(int first, int second, int fresh) {
        long key = (long) first << Integer.SIZE | second;
        int slot = slot(key);
        if (values[slot] != FREE) {
            return values[slot];
        }
        keys[slot] = key;
        values[slot] = fresh;
        size++;
        if (size > keys.length / 2) {
            grow();
        }
        return fresh;
    }

    /** Where the key is, or where it belongs. */
    private int slot(long key) {
        int last = keys.length - 1;
        int slot = (int) (key * SPREAD >>> Integer.SIZE) & last;
        while (values[slot] != FREE && keys[slot] != key) {
            slot = slot + 1 & last;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = freeSlots(keys.length);
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldValues[old] != FREE) {
                int slot = slot(oldKeys[old]);
                keys[slot] = oldKeys[old];
                values[slot] = oldValues[old];
            }
        }
    }

    private static int[] freeSlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, FREE);
        return slots;
    }
}
