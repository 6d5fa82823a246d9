package instructblip.core;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.SafetensorsWriter;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.OpenModel;
import instructblip.core.model.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The small checkpoints of the test resources and what the reference computes with them. */
public final class Oracle {

    private Oracle() {}

    /** Every checkpoint that has a recording. */
    public static List<String> names() {
        return List.of(
                "instructblip-t5-tiny",
                "instructblip-t5-tiny-bf16",
                "instructblip-t5-tiny-v5",
                "instructblip-vicuna-tiny",
                "t5-silu-tied",
                "t5-relu-head",
                "llama-grouped-tied",
                "llama-one-group",
                "blip2-t5-tiny",
                "blip2-opt-tiny",
                "blip2-t5-plain",
                "blip2-opt-projected",
                "blip2-opt-bare");
    }

    public static Path model(String name) {
        return resource("models").resolve(name);
    }

    public static Path recording(String name) {
        return resource("recordings").resolve(name);
    }

    private static Path resource(String folder) {
        try {
            return Path.of(Oracle.class.getResource("/oracle/" + folder).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens a checkpoint in float32, on one thread: such small matrices gain nothing from more. */
    public static OpenModel open(String name) {
        return open(name, 1);
    }

    /** Opens a checkpoint in float32; on several threads shares of a batch are answered at once. */
    public static OpenModel open(String name, int threads) {
        return open(model(name), Precision.FLOAT32, threads);
    }

    public static OpenModel open(Path folder, Precision precision) {
        return open(folder, precision, 1);
    }

    private static OpenModel open(Path folder, Precision precision, int threads) {
        return OpenModel.open(
                folder, new ModelOptions("cpu", Optional.of(precision), threads, 0), note -> {});
    }

    /**
     * Copies a checkpoint with other weights, stored as float32.
     *
     * @param change gets all tensors by name
     * @return the copy
     */
    public static Path copyOf(
            String name, Path folder, Consumer<Map<String, TensorValues>> change) {
        try {
            copy(model(name), folder);
            Map<String, TensorValues> tensors = new LinkedHashMap<>();
            for (TensorEntry entry : Checkpoint.open(folder).entries()) {
                tensors.put(entry.name(), TensorValues.read(entry));
            }
            change.accept(tensors);
            SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a folder with all that is in it. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
