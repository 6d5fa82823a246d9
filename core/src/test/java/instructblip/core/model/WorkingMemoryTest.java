package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WorkingMemoryTest {

    private static final long MEGABYTE = 1L << 20;
    private static final long MOST = 2048 * MEGABYTE;

    @Test
    void isTheLargestPowerOfTwoWithinAQuarterOfWhatIsFree() {
        assertEquals(1024 * MEGABYTE, WorkingMemory.bytes(4096 * MEGABYTE, MOST));
        assertEquals(512 * MEGABYTE, WorkingMemory.bytes(4096 * MEGABYTE - 1, MOST));
        assertEquals(1024 * MEGABYTE, WorkingMemory.bytes(8000 * MEGABYTE, MOST));
    }

    @Test
    void hasAFloorAndACeiling() {
        assertEquals(MOST, WorkingMemory.bytes(Long.MAX_VALUE, MOST));
        assertEquals(64 * MEGABYTE, WorkingMemory.bytes(255 * MEGABYTE, MOST));
        assertEquals(64 * MEGABYTE, WorkingMemory.bytes(0, MOST));
    }
}
