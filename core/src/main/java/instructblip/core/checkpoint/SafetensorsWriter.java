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
import java.util.List;
import java.util.Map;

/** Writes tensors as one safetensors file. */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /** Writes float32 tensors in the map's order; an existing file is replaced. */
    public static void write(Path file, Map<String, TensorValues> tensors) throws IOException {
        write(
                file,
                tensors.entrySet().stream()
                        .map(tensor -> float32(tensor.getKey(), tensor.getValue()))
                        .toList());
    }

    private static NewTensor float32(String name, TensorValues tensor) {
        return new NewTensor(
                name,
                StoredType.F32,
                tensor.shape(),
                out -> {
                    ByteBuffer data = littleEndian(Float.BYTES * tensor.values().length);
                    data.asFloatBuffer().put(tensor.values());
                    out.write(data.array());
                });
    }

    /** Writes tensors in their order; an existing file is replaced. */
    public static void write(Path file, List<NewTensor> tensors) throws IOException {
        ObjectNode header = new ObjectMapper().createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long at = 0;
        for (NewTensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name()).put("dtype", tensor.dtype().name());
            tensor.shape().forEach(entry.putArray("shape")::add);
            long end = at + tensor.bytes();
            entry.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        String json = header.toString();
        int padding = Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, ALIGNMENT);
        byte[] bytes = (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(littleEndian(Long.BYTES).putLong(bytes.length).array());
            out.write(bytes);
            for (NewTensor tensor : tensors) {
                tensor.content().writeTo(out);
            }
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
