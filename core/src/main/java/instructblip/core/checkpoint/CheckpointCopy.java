package instructblip.core.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A checkpoint folder once more with some of its tensors replaced: the same files with the same
 * tensors in the same order, configuration, processor and tokenizers included. Tensors that are not
 * replaced keep their bytes.
 */
public final class CheckpointCopy {

    private static final String CONFIG = "config.json";
    private static final String QFORMER_TOKENIZER = "qformer_tokenizer";

    private static final List<String> BESIDE_WEIGHTS = List.of(".json", ".txt", ".model", ".jinja");

    private final Path source;
    private final Checkpoint checkpoint;
    private final Optional<StoredType> dtype;
    private final Replacement replacement;

    /** Where the bytes of replaced tensors come from. */
    public interface Replacement {

        /**
         * @param dtype that they are to have
         * @return little-endian; empty for a tensor that stays
         */
        Optional<byte[]> bytes(TensorEntry stored, StoredType dtype);
    }

    /**
     * @param source the folder of the checkpoint
     * @param dtype that all weights are written in; empty writes each in its stored type
     */
    public CheckpointCopy(
            Path source,
            Checkpoint checkpoint,
            Optional<StoredType> dtype,
            Replacement replacement) {
        this.source = source;
        this.checkpoint = checkpoint;
        this.dtype = dtype;
        this.replacement = replacement;
    }

    /**
     * Writes the folder beside its place first, so that it is there whole or not at all.
     *
     * @param target that does not exist yet
     * @throws IOException when it cannot be written
     */
    public void write(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new IOException(target + " exists already");
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        FolderTree.delete(unfinished);
        Files.createDirectories(unfinished);
        try {
            texts(source, unfinished);
            writeWeights(unfinished);
            if (dtype.isPresent()) {
                nameDtype(unfinished.resolve(CONFIG));
            }
            force(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            FolderTree.delete(unfinished);
            throw e;
        }
    }

    /**
     * Copies all that stands beside the weights of a checkpoint: configuration, processor,
     * tokenizers.
     *
     * @param to is made where it is not there
     */
    public static void texts(Path from, Path to) throws IOException {
        copyTexts(from, to);
        Path qformer = from.resolve(QFORMER_TOKENIZER);
        if (Files.isDirectory(qformer)) {
            copyTexts(qformer, to.resolve(QFORMER_TOKENIZER));
        }
    }

    private static void copyTexts(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, Files::isRegularFile)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.endsWith(".index.json")
                        && BESIDE_WEIGHTS.stream().anyMatch(name::endsWith)) {
                    Files.copy(file, to.resolve(name));
                    to.resolve(name).toFile().setWritable(true);
                }
            }
        }
    }

    private void writeWeights(Path folder) throws IOException {
        Map<String, List<NewTensor>> files = new LinkedHashMap<>();
        for (TensorEntry entry : checkpoint.entries()) {
            files.computeIfAbsent(entry.file().getFileName().toString(), file -> new ArrayList<>())
                    .add(tensor(entry));
        }
        if (files.containsKey(Checkpoint.SINGLE)) {
            // One file wins over shards where checkpoints are opened: it must hold all.
            List<NewTensor> all = files.values().stream().flatMap(List::stream).toList();
            SafetensorsWriter.write(folder.resolve(Checkpoint.SINGLE), all);
            return;
        }
        ObjectNode index = new ObjectMapper().createObjectNode();
        long bytes = 0;
        for (Map.Entry<String, List<NewTensor>> file : files.entrySet()) {
            SafetensorsWriter.write(folder.resolve(file.getKey()), file.getValue());
            for (NewTensor tensor : file.getValue()) {
                index.withObject("/weight_map").put(tensor.name(), file.getKey());
                bytes += tensor.bytes();
            }
        }
        index.withObject("/metadata").put("total_size", bytes);
        write(folder.resolve(ShardIndex.NAME), index);
    }

    private NewTensor tensor(TensorEntry entry) {
        StoredType written = entry.dtype().isWeight() ? dtype.orElse(entry.dtype()) : entry.dtype();
        return new NewTensor(
                entry.name(),
                written,
                entry.shape(),
                out -> {
                    Optional<byte[]> replaced = replacement.bytes(entry, written);
                    if (replaced.isPresent()) {
                        out.write(replaced.get());
                    } else {
                        copy(entry, written, out);
                    }
                });
    }

    private static void copy(TensorEntry entry, StoredType written, OutputStream out)
            throws IOException {
        IOException[] failure = {null};
        new TensorBytes()
                .read(
                        entry,
                        piece -> {
                            if (failure[0] != null) {
                                return;
                            }
                            try {
                                out.write(
                                        written == entry.dtype()
                                                ? bytes(piece)
                                                : converted(entry, piece, written));
                            } catch (IOException e) {
                                failure[0] = e;
                            }
                        });
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private static byte[] bytes(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return bytes;
    }

    private static byte[] converted(TensorEntry entry, ByteBuffer piece, StoredType written) {
        int elements = piece.remaining() / entry.dtype().bytes();
        ByteBuffer converted =
                ByteBuffer.allocate(written.bytes() * elements).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            NumberBytes.put(converted, TensorValues.value(entry, piece), written);
        }
        return converted.array();
    }

    /** Else a reader that trusts the configuration would convert the weights again. */
    private void nameDtype(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode config = (ObjectNode) mapper.readTree(Files.readAllBytes(file));
        nameDtype(config);
        config.forEach(
                part -> {
                    if (part instanceof ObjectNode section) {
                        nameDtype(section);
                    }
                });
        write(file, config);
    }

    private void nameDtype(ObjectNode config) {
        String name =
                switch (dtype.orElseThrow()) {
                    case F16 -> "float16";
                    case BF16 -> "bfloat16";
                    default -> "float32";
                };
        for (String key : List.of("torch_dtype", "dtype")) {
            if (config.hasNonNull(key)) {
                config.put(key, name);
            }
        }
    }

    private static void write(Path file, ObjectNode json) throws IOException {
        Files.writeString(file, json.toPrettyString() + "\n");
    }

    private static void force(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                WholeFile.force(file);
            }
        }
    }
}
