package instructblip.core.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes float32 tensors as one safetensors file. */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /** Writes the tensors in the map's order; an existing file is replaced. */
    public static void write(Path file, Map<String, TensorValues> tensors) throws IOException {
        ObjectNode header = new ObjectMapper().createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long at = 0;
        for (Map.Entry<String, TensorValues> tensor : tensors.entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "F32");
            tensor.getValue().shape().forEach(entry.putArray("shape")::add);
            long end = at + 4L * tensor.getValue().values().length;
            entry.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        String json = header.toString();
        int padding = Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, ALIGNMENT);
        byte[] bytes = (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(littleEndian(Long.BYTES).putLong(bytes.length).array());
            out.write(bytes);
            for (TensorValues tensor : tensors.values()) {
                ByteBuffer data = littleEndian(4 * tensor.values().length);
                data.asFloatBuffer().put(tensor.values());
                out.write(data.array());
            }
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
