package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code model.safetensors.index.json}: which of the shards beside it holds which tensor. Index and
 * shards must agree both ways.
 */
final class ShardIndex {

    static final String NAME = "model.safetensors.index.json";

    private final Path file;
    private final Map<String, String> shardOf = new LinkedHashMap<>();

    private ShardIndex(Path file) {
        this.file = file;
    }

    static ShardIndex read(Path folder) {
        ShardIndex index = new ShardIndex(folder.resolve(NAME));
        ConfigNode map = ConfigNode.read(index.file).object("weight_map");
        for (String tensor : map.keys()) {
            String shard = map.text(tensor);
            if (!isPlainName(shard)) {
                throw map.fault(tensor, "the name of a safetensors file beside the index");
            }
            index.shardOf.put(tensor, shard);
        }
        return index;
    }

    /** A shard lies beside its index: a name with a folder in it could point anywhere. */
    private static boolean isPlainName(String name) {
        if (name.startsWith(".")
                || !name.endsWith(".safetensors")
                || name.chars().anyMatch(c -> c < ' ' || "/\\:".indexOf(c) >= 0)) {
            return false;
        }
        try {
            return Path.of(name).getNameCount() == 1;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The tensors of all shards by name, shard by shard in the order of the data. */
    Map<String, TensorEntry> entries() {
        TreeSet<String> shards = new TreeSet<>(shardOf.values());
        requireAll(shards);
        refuseUnlisted(shards);
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        for (String shard : shards) {
            for (TensorEntry entry : SafetensorsFile.entries(file.resolveSibling(shard))) {
                add(entry, shard, entries);
            }
        }
        List<String> absent = new ArrayList<>(shardOf.keySet());
        absent.removeIf(entries::containsKey);
        if (!absent.isEmpty()) {
            throw fault(
                    "lists %d tensors that its shards do not hold, the first %s in %s"
                            .formatted(
                                    absent.size(),
                                    Excerpt.of(absent.get(0)),
                                    shardOf.get(absent.get(0))),
                    "index and shards of one download");
        }
        return entries;
    }

    private void requireAll(TreeSet<String> shards) {
        List<String> missing =
                shards.stream().filter(shard -> !Files.exists(file.resolveSibling(shard))).toList();
        if (!missing.isEmpty()) {
            throw fault(
                    "lists %d shards of which %d are missing, the first %s"
                            .formatted(shards.size(), missing.size(), Excerpt.of(missing.get(0))),
                    "all of them beside it (is the download complete?)");
        }
    }

    /** A shard of the same series that no entry names: its tensors would only show as missing. */
    private void refuseUnlisted(TreeSet<String> shards) {
        TreeSet<String> series = new TreeSet<>();
        shards.forEach(shard -> series.add(series(shard)));
        try (DirectoryStream<Path> beside =
                Files.newDirectoryStream(file.toAbsolutePath().getParent(), "*.safetensors")) {
            for (Path path : beside) {
                String name = path.getFileName().toString();
                if (!shards.contains(name) && series.contains(series(name))) {
                    throw fault(
                            "does not list the shard " + Excerpt.of(name) + " that lies beside it",
                            "index and shards of one download");
                }
            }
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    /** {@code model-00002-of-00003.safetensors} and its siblings have the same. */
    private static String series(String shard) {
        return shard.replaceFirst("-[0-9]{1,9}-of-", "-of-");
    }

    private void add(TensorEntry entry, String shard, Map<String, TensorEntry> entries) {
        String expected = shardOf.get(entry.name());
        if (!shard.equals(expected)) {
            throw fault(
                    "does not place tensor %s, which is in %s"
                            .formatted(Excerpt.of(entry.name()), shard),
                    expected == null ? "it to list the tensor" : "it in " + Excerpt.of(expected));
        }
        entries.put(entry.name(), entry);
    }

    private CheckpointException fault(String found, String expected) {
        return new CheckpointException(file + " " + found + "; expected " + expected + ".");
    }
}
