package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightContentsTest {

    @TempDir Path folder;

    @Test
    void nanAndInfinitiesAreCountedPerTensor() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1).putFloat(Float.NaN).putFloat(Float.NEGATIVE_INFINITY).putFloat(-0f);
        shorts(data, 0x3C00, 0x7C00, 0xFC00, 0x7E00, 0x7BFF, 0xFC01);
        shorts(data, 0x7F80, 0x7F7F, 0xFFC0, 0x0000, 0x8000, 0x7C00);
        Files.write(
                folder.resolve("model.safetensors"),
                SafetensorsBytes.file(
                        "{\"wide\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
                                + "\"half\":{\"dtype\":\"F16\",\"shape\":[6],\"data_offsets\":[16,28]},"
                                + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[6],\"data_offsets\":[28,40]}}",
                        data.array()));
        Checkpoint checkpoint = Checkpoint.open(folder);
        WeightContents contents = WeightContents.of(checkpoint);
        assertEquals(
                List.of(
                        new WeightContents.NotFinite("brain", 1, 1),
                        new WeightContents.NotFinite("half", 2, 2),
                        new WeightContents.NotFinite("wide", 1, 1)),
                contents.notFinite());
        assertEquals(ModelFingerprint.of(checkpoint), contents.fingerprint());
    }

    private static void shorts(ByteBuffer data, int... values) {
        for (int value : values) {
            data.putShort((short) value);
        }
    }
}
