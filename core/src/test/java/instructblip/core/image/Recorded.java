package instructblip.core.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A folder of test resources whose {@code index.json} says what Pillow made of its files. */
record Recorded(Path folder, JsonNode index) {

    static Recorded read(String name) {
        try {
            Path folder = Path.of(Recorded.class.getResource(name).toURI());
            Path index = folder.resolve("index.json");
            return new Recorded(folder, new ObjectMapper().readTree(index.toFile()));
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
