package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.train.Mixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs of {@code tune} on a few pictures of easy-VQA, one question each. */
final class Tuning {

    static final int PICTURES = 40;
    static final int BATCH = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /**
     * @param folder that data and configuration are written to
     */
    Tuning(Path folder) throws IOException {
        this.folder = folder;
        Path from = Path.of(System.getProperty("instructblip.bundle"), "easy-vqa", "test");
        Map<Integer, JsonNode> byPicture = new TreeMap<>();
        for (JsonNode question : JSON.readTree(from.resolve("questions.json").toFile())) {
            byPicture.putIfAbsent(question.get(2).asInt(), question);
        }
        ArrayNode questions = JSON.createArrayNode();
        byPicture.values().stream().limit(PICTURES).forEach(questions::add);
        for (String split : List.of("train", "test")) {
            Path images = Files.createDirectories(data().resolve(split).resolve("images"));
            JSON.writeValue(data().resolve(split).resolve("questions.json").toFile(), questions);
            for (JsonNode question : questions) {
                String name = question.get(2).asInt() + ".png";
                Files.copy(from.resolve("images").resolve(name), images.resolve(name));
            }
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    /** The picture of the n-th sample that a run with one data set draws. */
    Path drawn(long seed, int n) throws IOException {
        Mixture mixture = new Mixture(List.of(new Mixture.Part(PICTURES)), Mixture.Law.SQRT, seed);
        mixture.skip(n - 1);
        int row = mixture.next().sample();
        JsonNode questions = JSON.readTree(data().resolve("train/questions.json").toFile());
        return data().resolve("train/images/" + questions.get(row).get(2).asInt() + ".png");
    }

    /** Small T5, everything that the authors train, and more keys. */
    Path config(String... keys) throws IOException {
        return file(
                "tune.yaml",
                """
                model: %s
                data_folder: data
                data:
                  - {benchmark: easy-vqa, split: train, templates: vqa}
                batch_size: %d
                learning_rate: 1.0e-3
                log_every: 1
                %s
                """
                        .formatted(
                                Cli.model("instructblip-t5-tiny").toAbsolutePath().normalize(),
                                BATCH,
                                String.join("\n", keys)));
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    static Cli.Result run(Path config, Path output, Object... more) {
        Object[] arguments =
                Stream.concat(
                                Stream.of(
                                        "tune",
                                        "--config",
                                        config,
                                        "--output",
                                        output,
                                        "--threads",
                                        1),
                                Stream.of(more))
                        .toArray();
        return Cli.run(arguments);
    }

    static void finishes(Path config, Path output, Object... more) {
        Cli.Result result = run(config, output, more);
        assertEquals(0, result.code(), result.err());
    }

    static JsonNode manifest(Path run) throws IOException {
        return Jsonl.document(Files.readString(run.resolve("tune.json")));
    }

    /** The log without times. */
    static List<String> log(Path run) throws IOException {
        return Jsonl.lines(run.resolve("train.jsonl")).stream()
                .map(
                        line -> {
                            ((ObjectNode) line).remove("samples_per_s");
                            return line.toString();
                        })
                .toList();
    }

    /** Names of all files, without the lock. */
    static List<String> files(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> run.relativize(file).toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    static Map<String, float[]> tensors(Path checkpoint) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorEntry entry : Checkpoint.open(checkpoint).entries()) {
            tensors.put(entry.name(), TensorValues.read(entry).values());
        }
        return tensors;
    }

    static void sameCheckpoint(Path run, Path other) throws IOException {
        List<String> files = files(run.resolve("checkpoint"));
        assertEquals(files, files(other.resolve("checkpoint")));
        for (String file : files) {
            assertArrayEquals(
                    Files.readAllBytes(run.resolve("checkpoint").resolve(file)),
                    Files.readAllBytes(other.resolve("checkpoint").resolve(file)),
                    file);
        }
    }
}
