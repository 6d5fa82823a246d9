package instructblip.core.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Safetensors files, whole and broken, from their header's text. */
public final class SafetensorsBytes {

    private SafetensorsBytes() {}

    /** Length, header, then that many data bytes counting up from 0. */
    public static byte[] file(String header, int dataBytes) {
        byte[] data = new byte[dataBytes];
        for (int i = 0; i < dataBytes; i++) {
            data[i] = (byte) i;
        }
        return file(header, data);
    }

    public static byte[] file(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return withLength(json.length, json, data);
    }

    /** With a stated header length that need not be true. */
    public static byte[] withLength(long stated, byte[] json, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(stated).array());
        out.writeBytes(json);
        out.writeBytes(data);
        return out.toByteArray();
    }

    /** The header's entry of a float32 vector. */
    public static String vector(String name, int elements, int begin) {
        return "\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
                .formatted(name, elements, begin, begin + 4 * elements);
    }

    /** A file with float32 vectors of two elements by those names. */
    public static Path vectors(Path file, String... names) throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < names.length; i++) {
            header.append(i == 0 ? "" : ",").append(vector(names[i], 2, 8 * i));
        }
        return Files.write(file, file(header + "}", 8 * names.length));
    }
}
