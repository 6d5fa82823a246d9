package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.features.FeatureCache;
import instructblip.core.image.Alpha;
import instructblip.core.request.Answer;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredFeaturesTest {

    private static final String MODEL = "llama-one-group";
    private static final Path IMAGES = Oracle.recording(MODEL).resolve("images");
    private static final Path CLIP =
            Path.of("src/test/resources/instructblip/core/video/h264-25-frames.mp4");

    @TempDir Path folder;

    private final List<String> notes = new ArrayList<>();

    /**
     * @param answers to every request, losses and scores included
     * @param encoded images that went through the vision encoder
     */
    private record Run(List<Answer> answers, long encoded) {}

    private Run run(Path model, Precision precision, Alpha alpha) throws Exception {
        return run(model, precision, alpha, Optional.of(cache()));
    }

    private FeatureCache cache() throws Exception {
        Path place = Files.createDirectories(folder.resolve("cache"));
        return new FeatureCache(place, Long.MAX_VALUE, notes::add);
    }

    private static Run run(
            Path folder, Precision precision, Alpha alpha, Optional<FeatureCache> cache)
            throws Exception {
        ModelOptions options = new ModelOptions("cpu", Optional.of(precision), 1, 0, alpha);
        try (OpenModel model = CheckedModel.of(folder, options, note -> {}).load(cache)) {
            return new Run(model.answer(requests(model)), model.visionImages());
        }
    }

    private static List<PreparedRequest> requests(OpenModel model) throws Exception {
        AnswerMode beams = new Generate(3, 6, 1, -1.0, 1.5, false);
        AnswerMode rank = new Rank(List.of("yes", "no", "a red circle"));
        Path a = IMAGES.resolve("a.png");
        Path b = IMAGES.resolve("b.png");
        Path c = IMAGES.resolve("c.png");
        List<PreparedRequest> requests = new ArrayList<>();
        requests.add(model.prepare(new Request(List.of(a), "Is it red?", beams)));
        requests.add(model.prepare(new Request(List.of(b), "Is it red?", rank)));
        requests.add(model.prepare(new Request(List.of(c, a), "What is it?", beams)));
        requests.add(model.prepare(Request.ofVideo(CLIP, 3, "What is shown?", beams)));
        return requests;
    }

    private Run run() throws Exception {
        return run(Oracle.model(MODEL), Precision.FLOAT32, Alpha.DROP);
    }

    private Path changed(String name, Consumer<Map<String, TensorValues>> change) {
        return Oracle.copyOf(MODEL, folder.resolve(name), change);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void answersAreTheSameToTheLastBit(Precision precision) throws Exception {
        Path model = Oracle.model(MODEL);
        Run without = run(model, precision, Alpha.DROP, Optional.empty());
        assertEquals(6, without.encoded());
        assertEquals(without, run(model, precision, Alpha.DROP));
        assertEquals(new Run(without.answers(), 0), run(model, precision, Alpha.DROP));
        assertEquals(List.of(), notes);
    }

    @Test
    void anotherDtypeIsAnotherEntry() throws Exception {
        assertEquals(6, run().encoded());
        assertEquals(6, run(Oracle.model(MODEL), Precision.BFLOAT16, Alpha.DROP).encoded());
    }

    @Test
    void checkpointsWithTheSameEncoderShareIt() throws Exception {
        Path trained = changed("trained", weights -> weights.get("query_tokens").values()[0] += 1);
        Run alone = run(trained, Precision.FLOAT32, Alpha.DROP, Optional.empty());
        Path plain = changed("plain", weights -> {});
        assertEquals(6, run(plain, Precision.FLOAT32, Alpha.DROP).encoded());
        assertEquals(new Run(alone.answers(), 0), run(trained, Precision.FLOAT32, Alpha.DROP));
    }

    @Test
    void anotherWeightOfTheEncoderIsAnotherEntry() throws Exception {
        Path plain = changed("plain", weights -> {});
        Path other =
                changed(
                        "other",
                        weights -> {
                            float[] values =
                                    weights.get("vision_model.post_layernorm.bias").values();
                            values[0] = Math.nextUp(values[0]);
                        });
        run(plain, Precision.FLOAT32, Alpha.DROP);
        assertEquals(6, run(other, Precision.FLOAT32, Alpha.DROP).encoded());
    }

    @Test
    void otherSettingsOfTheEncoderAreOtherEntries() throws Exception {
        run();
        Path other = changed("other", weights -> {});
        Path config = other.resolve("config.json");
        String text = Files.readString(config);
        assertTrue(text.contains("\"layer_norm_eps\""), text);
        Files.writeString(config, text.replaceAll("(\"layer_norm_eps\": )[^,\n]+", "$11e-3"));
        assertEquals(6, run(other, Precision.FLOAT32, Alpha.DROP).encoded());
    }

    @Test
    void otherPreprocessingIsAnotherEntry() throws Exception {
        Path plain = changed("plain", weights -> {});
        run(plain, Precision.FLOAT32, Alpha.DROP);
        Path other = changed("other", weights -> {});
        Path config = other.resolve("processor_config.json");
        String text = Files.readString(config);
        assertTrue(text.contains("0.48145466"), text);
        Files.writeString(config, text.replace("0.48145466", "0.48145467"));
        assertEquals(6, run(other, Precision.FLOAT32, Alpha.DROP).encoded());
    }

    @Test
    void whatIsSeenDecidesAndNotTheFilesName() throws Exception {
        run();
        try (OpenModel model =
                CheckedModel.of(
                                Oracle.model(MODEL),
                                new ModelOptions("cpu", Optional.of(Precision.FLOAT32), 1, 0),
                                note -> {})
                        .load(Optional.of(cache()))) {
            Path renamed = Files.copy(IMAGES.resolve("a.png"), folder.resolve("b.png"));
            AnswerMode greedy = new Generate(1, 2, 0, 1.0, 1.0, false);
            model.answer(List.of(model.prepare(new Request(List.of(renamed), "", greedy))));
            assertEquals(0, model.visionImages());
            model.answer(List.of(model.prepare(Request.ofVideo(CLIP, 1, "", greedy))));
            assertEquals(0, model.visionImages(), "the middle one of three");
            model.answer(List.of(model.prepare(Request.ofVideo(CLIP, 2, "", greedy))));
            assertEquals(1, model.visionImages(), "one of the three, and another");
        }
    }

    @Test
    void aDamagedEntryIsComputedAgain() throws Exception {
        Run sound = run();
        List<Path> entries;
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            entries = files.filter(Files::isRegularFile).sorted().toList();
        }
        assertEquals(6, entries.size());
        byte[] bytes = Files.readAllBytes(entries.get(3));
        bytes[bytes.length / 2] ^= 1;
        Files.write(entries.get(3), bytes);
        Files.write(entries.get(4), new byte[10]);
        Run repaired = run();
        assertEquals(new Run(sound.answers(), 2), repaired);
        assertEquals(new Run(sound.answers(), 0), run());
        assertEquals(1, notes.size(), notes.toString());
    }

    @Test
    void nothingIsKeptOfACheckpointThatChangedMeanwhile() throws Exception {
        Path model = changed("model", weights -> {});
        try (OpenModel opened =
                CheckedModel.of(
                                model,
                                new ModelOptions("cpu", Optional.of(Precision.FLOAT32), 1, 0),
                                note -> {})
                        .load(Optional.of(cache()))) {
            Files.writeString(model.resolve("config.json"), " ", StandardOpenOption.APPEND);
            opened.answer(requests(opened));
        }
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            assertEquals(0, files.filter(Files::isRegularFile).count());
        }
    }
}
