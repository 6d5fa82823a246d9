package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    @Test
    void isToldByItsBatchesAlone() {
        String sha256 = sha256(List.of(List.of("a", "b"), List.of("c")));
        assertEquals("c880abd24b7cd59a3622626572779ff3cd275d43c46fcd91631f9a148721ebb2", sha256);
        assertNotEquals(sha256, sha256(List.of(List.of("a"), List.of("b", "c"))));
        assertNotEquals(sha256, sha256(List.of(List.of("b", "a"), List.of("c"))));
    }

    @Test
    void holdsEachSampleOnce() {
        assertThrows(IllegalArgumentException.class, () -> sha256(List.of(List.of("a", "b"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> sha256(List.of(List.of("a", "b"), List.of("b"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> sha256(List.of(List.of("a", "b", "c"), List.of())));
    }

    private static String sha256(List<List<String>> batches) {
        return new BatchPlan("x", List.of("a", "b", "c"), batches, Map.of()).stored().sha256();
    }
}
