package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorValuesTest {

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Map<String, TensorValues> written = new LinkedHashMap<>();
        written.put("matrix", new TensorValues(List.of(2L, 2L), new float[] {1, -2, 3.5f, 1e-40f}));
        written.put("one", new TensorValues(List.of(), new float[] {7}));
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter.write(file, written);
        List<TensorEntry> entries = SafetensorsFile.entries(file);
        assertEquals(List.of("matrix", "one"), entries.stream().map(TensorEntry::name).toList());
        assertEquals(0, entries.get(0).offset() % 8);
        for (TensorEntry entry : entries) {
            TensorValues expected = written.get(entry.name());
            TensorValues read = TensorValues.read(entry);
            assertEquals(expected.shape(), read.shape());
            assertArrayEquals(expected.values(), read.values());
        }
    }

    @Test
    void sixteenBitTypesAreWidened() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        for (int half : new int[] {0x3C00, 0xC000, 0x0001, 0x83FF, 0x7C00, 0x3555}) {
            data.putShort((short) half);
        }
        for (int brain : new int[] {0x3F80, 0xC000, 0x0001, 0x7F80}) {
            data.putShort((short) brain);
        }
        Path file =
                Files.write(
                        folder.resolve("x.safetensors"),
                        SafetensorsBytes.file(
                                "{\"half\":{\"dtype\":\"F16\",\"shape\":[6],\"data_offsets\":[0,12]},"
                                        + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[12,20]}}",
                                data.array()));
        List<TensorEntry> entries = SafetensorsFile.entries(file);
        assertArrayEquals(
                new float[] {
                    1, -2, 0x1p-24f, -1023 * 0x1p-24f, Float.POSITIVE_INFINITY, 0.333251953125f
                },
                TensorValues.read(entries.get(0)).values());
        assertArrayEquals(
                new float[] {1, -2, Float.intBitsToFloat(0x10000), Float.POSITIVE_INFINITY},
                TensorValues.read(entries.get(1)).values());
    }

    @Test
    void otherTypesAreRefused() throws IOException {
        Path file =
                Files.write(
                        folder.resolve("x.safetensors"),
                        SafetensorsBytes.file(
                                "{\"ids\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                                8));
        TensorEntry entry = SafetensorsFile.entries(file).get(0);
        assertEquals(
                file + ": tensor ids is stored as I64; expected F32, F16, BF16 or U8.",
                assertThrows(CheckpointException.class, () -> TensorValues.read(entry))
                        .getMessage());
    }
}
