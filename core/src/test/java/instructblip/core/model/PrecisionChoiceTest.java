package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.kernel.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrecisionChoiceTest {

    private static final Checkpoint FLOAT32 = Checkpoint.open(ModelFolder.original(ModelFolder.T5));
    private static final long ELEMENTS =
            FLOAT32.entries().stream().mapToLong(TensorEntry::elements).sum();

    private final List<String> notes = new ArrayList<>();

    @Test
    void theCpuComputesInFloat32WhereThatFits() {
        assertEquals(Precision.FLOAT32, auto("cpu", FLOAT32, (long) (ELEMENTS * 4 * 1.1) + 1));
        assertEquals(List.of(), notes);
    }

    @Test
    void theCpuComputesInBfloat16WhereFloat32DoesNotFitAndSaysSo() {
        assertEquals(Precision.BFLOAT16, auto("cpu", FLOAT32, ELEMENTS * 4));
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).endsWith("computing in bfloat16"), notes.get(0));
    }

    @Test
    void theGpuComputesInTheStoredSixteenBitType() {
        assertEquals(Precision.FLOAT32, auto("cuda:0", FLOAT32, Long.MAX_VALUE));
        assertEquals(
                Precision.BFLOAT16,
                auto("cuda:0", checkpoint("instructblip-t5-tiny-bf16"), Long.MAX_VALUE));
        assertEquals(
                Precision.FLOAT16, auto("cuda:0", checkpoint(ModelFolder.VICUNA), Long.MAX_VALUE));
    }

    @Test
    void theUsersChoiceStands() {
        for (Precision asked : Precision.values()) {
            assertEquals(asked, choose(Optional.of(asked), "cpu", FLOAT32, ELEMENTS * 4));
        }
        assertEquals(List.of(), notes);
    }

    @Test
    void weightsThatDoNotFitAreRefusedBeforeTheyAreRead() {
        fails(Optional.of(Precision.FLOAT32), ELEMENTS * 4 - 1, ", or --dtype bfloat16.");
        fails(Optional.of(Precision.FLOAT32), ELEMENTS, "expected a machine with more.");
        fails(Optional.empty(), ELEMENTS, "in bfloat16 and 0.0 GB of memory are free on cpu");
    }

    @Test
    void needsAreToldPerDtype() {
        List<MemoryNeed> needs = MemoryNeed.of(ModelFolder.original(ModelFolder.T5), "cpu");
        assertEquals(
                List.of(ELEMENTS * 4, ELEMENTS * 2, ELEMENTS * 2),
                needs.stream().map(MemoryNeed::weightBytes).toList());
        assertTrue(needs.get(0).fits());
        assertFalse(new MemoryNeed(Precision.FLOAT32, 100, 109).fits());
        assertTrue(new MemoryNeed(Precision.FLOAT32, 100, 111).fits());
    }

    private void fails(Optional<Precision> asked, long free, String part) {
        String message =
                assertThrows(EngineException.class, () -> choose(asked, "cpu", FLOAT32, free))
                        .getMessage();
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count());
    }

    private Precision auto(String device, Checkpoint checkpoint, long free) {
        return choose(Optional.empty(), device, checkpoint, free);
    }

    private Precision choose(
            Optional<Precision> asked, String device, Checkpoint checkpoint, long free) {
        return new PrecisionChoice(device, checkpoint, free).resolve(asked, notes::add);
    }

    private static Checkpoint checkpoint(String model) {
        return Checkpoint.open(ModelFolder.original(model));
    }
}
