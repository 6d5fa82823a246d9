package instructblip.core.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.core.checkpoint.SafetensorsFile;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** A folder of test resources: what Pillow made of image files. */
record Recorded(Path folder, JsonNode index, Map<String, TensorEntry> tensors) {

    static Recorded read(String name) {
        try {
            Path folder = Path.of(Recorded.class.getResource(name).toURI());
            return new Recorded(
                    folder,
                    new ObjectMapper().readTree(folder.resolve("index.json").toFile()),
                    SafetensorsFile.entries(folder.resolve("tensors.safetensors")).stream()
                            .collect(Collectors.toMap(TensorEntry::name, entry -> entry)));
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    float[] values(String tensor) {
        return TensorValues.read(tensors.get(tensor)).values();
    }

    /** A tensor of bytes. */
    byte[] bytes(String tensor) {
        float[] values = values(tensor);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
