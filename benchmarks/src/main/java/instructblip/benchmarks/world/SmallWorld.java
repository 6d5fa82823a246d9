package instructblip.benchmarks.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small world of scenes with six to nine coloured shapes on a grid of three by three cells, and
 * tasks on them. It is drawn from a seed, the same to the byte on every platform; no scene is in
 * two parts, and a larger part begins with the records of a smaller one.
 */
public final class SmallWorld {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long seed;
    private final int scenes;
    private final Set<List<String>> drawn = new HashSet<>();

    /**
     * How much was written.
     *
     * @param split {@code test}, {@code val} or {@code train}
     * @param images in its folder
     * @param records by task
     */
    public record Part(String split, int images, Map<String, Integer> records) {}

    /**
     * @param seed that decides everything
     * @param scenes for training, above 0; a tenth as many are for validation and a quarter for the
     *     test
     */
    public SmallWorld(long seed, int scenes) {
        this.seed = seed;
        this.scenes = scenes;
    }

    /**
     * Writes {@code SPLIT/images/NNNNN.png}, {@code SPLIT/TASK.jsonl} and, when all is there,
     * {@code README.md}.
     *
     * @param folder empty or absent
     * @throws IOException when it cannot be written
     */
    public List<Part> write(Path folder) throws IOException {
        drawn.clear();
        List<Part> parts = new ArrayList<>();
        parts.add(write(folder, "test", portion(4)));
        parts.add(write(folder, "val", portion(10)));
        parts.add(write(folder, "train", scenes));
        Files.writeString(folder.resolve("README.md"), readme(), StandardCharsets.UTF_8);
        return parts;
    }

    private int portion(int part) {
        return (scenes + part - 1) / part;
    }

    private Part write(Path folder, String split, int count) throws IOException {
        Path images = Files.createDirectories(folder.resolve(split).resolve("images"));
        List<Scene> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Scene scene = unseen(Dice.of(seed, split, number));
            Files.write(images.resolve(image(number)), Drawing.png(scene));
            all.add(scene);
        }
        Map<String, Integer> records = new LinkedHashMap<>();
        for (WorldTask task : WorldTask.ALL) {
            records.put(task.name(), write(folder.resolve(split), split, task, all));
        }
        return new Part(split, count, records);
    }

    private Scene unseen(Dice dice) {
        Scene scene = Scene.any(dice);
        while (!drawn.add(scene.labels())) {
            scene = Scene.any(dice);
        }
        return scene;
    }

    private int write(Path folder, String split, WorldTask task, List<Scene> all)
            throws IOException {
        Balance balance = new Balance();
        int written = 0;
        try (Writer lines = Files.newBufferedWriter(folder.resolve(task.name() + ".jsonl"))) {
            for (int number = 0; number < all.size(); number++) {
                int wanted = split.equals("train") ? task.trainRecords(number) : 1;
                if (wanted > 0) {
                    Scene scene = all.get(number);
                    Dice dice = Dice.of(seed, split + "/" + task.name(), number);
                    List<Possible> possible = task.asking().about(scene, dice);
                    List<Possible> taken = balance.take(possible, wanted, dice);
                    for (int of = 0; of < taken.size(); of++) {
                        Map<String, Object> record = new LinkedHashMap<>();
                        record.put("id", "%05d-%d".formatted(number, of));
                        record.put("image", split + "/images/" + image(number));
                        record.put("scene", scene.words());
                        record.putAll(taken.get(of).fields());
                        lines.write(JSON.writeValueAsString(record) + "\n");
                    }
                    written += taken.size();
                }
            }
        }
        return written;
    }

    private static String image(int number) {
        return "%05d.png".formatted(number);
    }

    private String readme() {
        return """
               # A small world

               Drawn by `instructblip-eval data draw world --seed %d --scenes %d`. Nobody has any rights in it: use it as you like.
               """
                .formatted(seed, scenes);
    }
}
