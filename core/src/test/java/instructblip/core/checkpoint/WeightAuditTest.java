package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightAuditTest {

    @TempDir Path folder;

    @Test
    void everyFaultIsListed() throws IOException {
        Files.write(
                folder.resolve("model.safetensors"),
                SafetensorsBytes.file(
                        "{"
                                + SafetensorsBytes.vector("good", 2, 0)
                                + ","
                                + SafetensorsBytes.vector("long", 3, 8)
                                + ",\"bytes\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[20,22]},"
                                + "\"extra\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[22,24]},"
                                + "\"buffer\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[24,32]}}",
                        32));
        List<WeightSpec> wanted =
                List.of(
                        WeightSpec.table("good", 2),
                        WeightSpec.matrix("good", 2),
                        WeightSpec.table("long", 2),
                        WeightSpec.zeros(4),
                        WeightSpec.table("bytes", 2),
                        WeightSpec.matrix("absent", 5, 7));
        assertEquals(
                List.of(
                        "mis-shaped: long is [3]; expected [2]",
                        "unusable: bytes is stored as I8; expected F32, F16 or BF16",
                        "missing: absent [5, 7]",
                        "unexpected: extra [1]"),
                new WeightAudit(Checkpoint.open(folder), "buffer"::equals).faults(wanted));
    }

    @Test
    void aFittingCheckpointHasNoFaults() throws IOException {
        SafetensorsBytes.vectors(folder.resolve("model.safetensors"), "a", "b");
        assertEquals(
                List.of(),
                new WeightAudit(Checkpoint.open(folder), name -> false)
                        .faults(List.of(WeightSpec.table("a", 2), WeightSpec.table("b", 2))));
    }
}
