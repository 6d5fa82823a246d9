package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All tensors of a checkpoint folder by name, from one file or from shards with an index. */
public final class Checkpoint {

    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private static final long COMPARED_AT_ONCE = 64L << 20;

    private final Map<String, TensorEntry> entries;

    private Checkpoint(Map<String, TensorEntry> entries) {
        this.entries = entries;
    }

    /**
     * Reads the headers of a folder's weight files; no weights are read.
     *
     * @throws CheckpointException when files are missing, broken or disagree with their index
     */
    public static Checkpoint open(Path folder) {
        if (Files.exists(folder.resolve(SINGLE))) {
            return new Checkpoint(byName(SafetensorsFile.entries(folder.resolve(SINGLE))));
        }
        if (Files.exists(folder.resolve(INDEX))) {
            return new Checkpoint(sharded(folder));
        }
        throw new CheckpointException(missing(folder));
    }

    /** The tensor of that name. */
    public Optional<TensorEntry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** All tensors, file by file in the order of the data. */
    public List<TensorEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** Whether two stored tensors hold the same bytes in the same shape. */
    public boolean sameBytes(String first, String second) {
        TensorEntry a = entries.get(first);
        TensorEntry b = entries.get(second);
        if (a == null || b == null || !a.shape().equals(b.shape()) || a.dtype() != b.dtype()) {
            return false;
        }
        try (FileChannel fileA = FileChannel.open(a.file());
                FileChannel fileB = FileChannel.open(b.file())) {
            for (long at = 0; at < a.bytes(); at += COMPARED_AT_ONCE) {
                long n = Math.min(COMPARED_AT_ONCE, a.bytes() - at);
                if (!fileA.map(FileChannel.MapMode.READ_ONLY, a.offset() + at, n)
                        .equals(fileB.map(FileChannel.MapMode.READ_ONLY, b.offset() + at, n))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new CheckpointException(a.file() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, TensorEntry> byName(List<TensorEntry> list) {
        Map<String, TensorEntry> map = new LinkedHashMap<>();
        list.forEach(entry -> map.put(entry.name(), entry));
        return map;
    }

    private static Map<String, TensorEntry> sharded(Path folder) {
        Path index = folder.resolve(INDEX);
        Map<String, String> weightMap = new LinkedHashMap<>();
        ConfigNode map = ConfigNode.read(index).object("weight_map");
        for (String name : map.keys()) {
            weightMap.put(name, shardName(map.text(name), index, name));
        }
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        for (String shard : new TreeSet<>(weightMap.values())) {
            for (TensorEntry entry : SafetensorsFile.entries(folder.resolve(shard))) {
                String expected = weightMap.get(entry.name());
                if (!shard.equals(expected)) {
                    throw new CheckpointException(
                            "%s: tensor %s is in %s; expected %s as the index says."
                                    .formatted(
                                            index,
                                            entry.name(),
                                            shard,
                                            expected == null ? "no such tensor" : expected));
                }
                entries.put(entry.name(), entry);
            }
        }
        List<String> absent = new ArrayList<>(weightMap.keySet());
        absent.removeAll(entries.keySet());
        if (!absent.isEmpty()) {
            throw new CheckpointException(
                    "%s: lists %d tensors that its shards do not hold, the first %s in %s."
                            .formatted(
                                    index,
                                    absent.size(),
                                    absent.get(0),
                                    weightMap.get(absent.get(0))));
        }
        return entries;
    }

    /** A shard lies beside its index: a name with a folder in it could point anywhere. */
    private static String shardName(String name, Path index, String tensor) {
        boolean plain =
                name.matches("[A-Za-z0-9._-]+")
                        && !name.startsWith(".")
                        && name.endsWith(".safetensors");
        if (!plain) {
            throw new CheckpointException(
                    "%s: weight_map names the file \"%s\" for %s; expected a safetensors file beside the index."
                            .formatted(index, name.replaceAll("\\p{Cntrl}", "?"), tensor));
        }
        return name;
    }

    private static String missing(Path folder) {
        for (String pickle : List.of("pytorch_model.bin", "pytorch_model.bin.index.json")) {
            if (Files.exists(folder.resolve(pickle))) {
                return ("%s holds pickled weights (%s) only, which can run code when opened; expected %s.\n"
                                + "Convert it once with the transformers library:"
                                + " InstructBlipForConditionalGeneration.from_pretrained(DIR).save_pretrained(NEW_DIR)"
                                + " and copy the tokenizer files.")
                        .formatted(folder, pickle, SINGLE);
            }
        }
        return "%s holds no weights; expected %s, or shards with %s."
                .formatted(folder, SINGLE, INDEX);
    }
}
