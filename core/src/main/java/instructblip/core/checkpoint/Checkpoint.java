package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tensors of a checkpoint folder by name, from one file or from shards with an index. */
public final class Checkpoint {

    static final String SINGLE = "model.safetensors";

    private static final int COMPARED_AT_ONCE = 4 << 20;

    private final Map<String, TensorEntry> entries;

    private Checkpoint(Map<String, TensorEntry> entries) {
        this.entries = entries;
    }

    /**
     * Reads the headers of a folder's weight files; no weights are read. One file wins over shards,
     * as in {@code transformers}.
     *
     * @throws CheckpointException when files are missing, broken or disagree with their index
     */
    public static Checkpoint open(Path folder) {
        if (InputFile.isNamed(folder.resolve(SINGLE))) {
            return new Checkpoint(byName(SafetensorsFile.entries(folder.resolve(SINGLE))));
        }
        if (InputFile.isNamed(folder.resolve(ShardIndex.NAME))) {
            return new Checkpoint(ShardIndex.read(folder).entries());
        }
        throw new CheckpointException(missing(folder));
    }

    /**
     * The tensors of one file.
     *
     * @throws CheckpointException when it is missing or broken
     */
    public static Checkpoint ofFile(Path file) {
        return new Checkpoint(byName(SafetensorsFile.entries(file)));
    }

    /** Tensors from anywhere. */
    public static Checkpoint of(List<TensorEntry> entries) {
        return new Checkpoint(byName(entries));
    }

    /** Tensors that are yet to be written, in float32 and to one file. */
    public static Checkpoint planned(List<WeightSpec> specs) {
        List<TensorEntry> entries = new ArrayList<>();
        for (WeightSpec spec : specs) {
            if (spec.use().isStored()) {
                long bytes = Math.multiplyExact(Float.BYTES, spec.elements());
                entries.add(
                        new TensorEntry(
                                spec.name(),
                                StoredType.F32,
                                spec.shape(),
                                Path.of(SINGLE),
                                0,
                                bytes));
            }
        }
        return new Checkpoint(byName(entries));
    }

    /** Whether a folder has weights to open, readable or not. */
    public static boolean isIn(Path folder) {
        return InputFile.isNamed(folder.resolve(SINGLE))
                || InputFile.isNamed(folder.resolve(ShardIndex.NAME));
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
                int n = (int) Math.min(COMPARED_AT_ONCE, a.bytes() - at);
                if (!read(fileA, a.offset() + at, n).equals(read(fileB, b.offset() + at, n))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw InputFile.unreadable(a.file(), e);
        }
    }

    private static ByteBuffer read(FileChannel file, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        InputFile.readFully(file, position, buffer);
        return buffer;
    }

    private static Map<String, TensorEntry> byName(List<TensorEntry> list) {
        Map<String, TensorEntry> map = new LinkedHashMap<>();
        list.forEach(entry -> map.put(entry.name(), entry));
        return map;
    }

    private static String missing(Path folder) {
        for (String pickle : List.of("pytorch_model.bin", "pytorch_model.bin.index.json")) {
            if (InputFile.isNamed(folder.resolve(pickle))) {
                return ("%s holds pickled weights (%s) only, which can run code when opened; expected %s.\n"
                                + "Convert it once with the transformers library:"
                                + " AutoModelForImageTextToText.from_pretrained(DIR).save_pretrained(NEW_DIR)\n"
                                + "and copy the tokenizer files.")
                        .formatted(folder, pickle, SINGLE);
            }
        }
        return "%s holds no weights; expected %s, or shards with %s."
                .formatted(folder, SINGLE, ShardIndex.NAME);
    }
}
