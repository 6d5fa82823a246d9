package instructblip.core.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.checkpoint.SafetensorsFile;
import instructblip.core.checkpoint.TensorEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A copy of a small checkpoint that a test may spoil. */
final class ModelFolder {

    static final String T5 = "instructblip-t5-tiny";
    static final String T5_AS_WRITTEN_NOW = "instructblip-t5-tiny-v5";
    static final String OPT = "blip2-opt-tiny";
    static final String VICUNA = "instructblip-vicuna-tiny";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private ModelFolder(Path folder) {
        this.folder = folder;
    }

    /** A checkpoint as it was recorded; not to be changed. */
    static Path original(String model) {
        return Path.of("src", "test", "resources", "oracle", "models", model);
    }

    static ModelFolder copy(String model, Path target) throws IOException {
        Path source = original(model);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return new ModelFolder(target);
    }

    Path path() {
        return folder;
    }

    /** Changes a JSON file. */
    void json(String name, Consumer<ObjectNode> change) throws IOException {
        Path file = folder.resolve(name);
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(json);
        JSON.writeValue(file.toFile(), json);
    }

    /** Changes an object of {@code config.json}. */
    void config(String object, Consumer<ObjectNode> change) throws IOException {
        json("config.json", json -> change.accept((ObjectNode) json.get(object)));
    }

    /** Removes a file. */
    void remove(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    /** A tensor that may be written back in another form. */
    record Stored(String dtype, List<Long> shape, byte[] data) {

        Stored withShape(Long... other) {
            return new Stored(dtype, List.of(other), data);
        }

        Stored withFlippedBit() {
            byte[] other = data.clone();
            other[0] ^= 1;
            return new Stored(dtype, shape, other);
        }
    }

    /** Moves the data section of a checkpoint in one file to an odd place. */
    void misalign() throws IOException {
        rewrite(tensors -> {}, 1);
    }

    /** Changes the tensors of a checkpoint in one file. */
    void weights(Consumer<Map<String, Stored>> change) throws IOException {
        rewrite(change, 0);
    }

    private void rewrite(Consumer<Map<String, Stored>> change, int shift) throws IOException {
        Path file = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        Map<String, Stored> tensors = new LinkedHashMap<>();
        for (TensorEntry entry : SafetensorsFile.entries(file)) {
            int from = (int) entry.offset();
            tensors.put(
                    entry.name(),
                    new Stored(
                            entry.dtype().name(),
                            entry.shape(),
                            Arrays.copyOfRange(bytes, from, from + (int) entry.bytes())));
        }
        change.accept(tensors);
        Files.write(file, encoded(tensors, shift));
    }

    private static byte[] encoded(Map<String, Stored> tensors, int shift) {
        ObjectNode header = JSON.createObjectNode();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        tensors.forEach(
                (name, tensor) -> {
                    ObjectNode entry = header.putObject(name).put("dtype", tensor.dtype());
                    tensor.shape().forEach(entry.putArray("shape")::add);
                    entry.putArray("data_offsets")
                            .add(data.size())
                            .add(data.size() + tensor.data().length);
                    data.writeBytes(tensor.data());
                });
        String text = header.toString();
        byte[] json =
                (text + " ".repeat(Math.floorMod(-text.length(), 8) + shift))
                        .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
        file.writeBytes(json);
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }

    /** Writes a file of that content. */
    void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
