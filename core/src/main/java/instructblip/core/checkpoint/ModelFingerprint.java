package instructblip.core.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What identifies a checkpoint's weights: a SHA-256 per part of the model over its tensors in the
 * order of their names, each with name, dtype, shape and bytes. How the tensors are spread over
 * files does not matter.
 *
 * @param sha256 in hexadecimal by {@link ModelPart#label}: vision, qformer, language
 */
public record ModelFingerprint(Map<String, String> sha256) {

    public ModelFingerprint {
        sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    }

    /**
     * The fingerprint of a folder's weights, from the cache where it is known. Reads all weights
     * otherwise, in bounded memory; made to run on a thread of its own beside other work, which an
     * interrupt ends.
     *
     * @throws CheckpointException when the weights cannot be read
     */
    public static ModelFingerprint of(Path folder, FingerprintCache cache) {
        CheckpointState before = CheckpointState.of(folder);
        Checkpoint checkpoint = Checkpoint.open(folder);
        return cache.find(before)
                .orElseGet(
                        () -> {
                            ModelFingerprint fingerprint = of(checkpoint);
                            if (before.changes().isEmpty()) {
                                cache.keep(before, fingerprint);
                            }
                            return fingerprint;
                        });
    }

    /** The fingerprint of a checkpoint's weights, which are all read. */
    public static ModelFingerprint of(Checkpoint checkpoint) {
        return of(inOrder(checkpoint));
    }

    /**
     * The SHA-256 of one part's weights, from the cache where it is known. Reads this part
     * otherwise.
     *
     * @throws CheckpointException when the weights cannot be read
     */
    public static String of(Path folder, FingerprintCache cache, ModelPart part) {
        return cache.find(CheckpointState.of(folder))
                .orElseGet(
                        () ->
                                of(
                                        inOrder(Checkpoint.open(folder)).stream()
                                                .filter(e -> ModelPart.of(e.name()) == part)
                                                .toList()))
                .sha256()
                .get(part.label());
    }

    private static ModelFingerprint of(List<TensorEntry> entries) {
        Digest digest = new Digest();
        TensorBytes bytes = new TensorBytes();
        for (TensorEntry entry : entries) {
            digest.begin(entry);
            bytes.read(entry, digest::add);
        }
        return digest.finish();
    }

    /** The order in which tensors are read for a fingerprint. */
    static List<TensorEntry> inOrder(Checkpoint checkpoint) {
        return checkpoint.entries().stream()
                .sorted(Comparator.comparing(TensorEntry::name))
                .toList();
    }

    /** Takes tensors in {@link #inOrder}. */
    static final class Digest {

        private final Map<ModelPart, MessageDigest> parts = new LinkedHashMap<>();
        private MessageDigest current;

        Digest() {
            for (ModelPart part : ModelPart.values()) {
                parts.put(part, ContentHash.sha256());
            }
        }

        void begin(TensorEntry entry) {
            current = parts.get(ModelPart.of(entry.name()));
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            String form = entry.dtype() + " " + entry.shape();
            current.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
            current.update(name);
            current.update(form.getBytes(StandardCharsets.US_ASCII));
        }

        void add(ByteBuffer bytes) {
            current.update(bytes);
        }

        ModelFingerprint finish() {
            Map<String, String> sha256 = new LinkedHashMap<>();
            parts.forEach(
                    (part, digest) ->
                            sha256.put(part.label(), HexFormat.of().formatHex(digest.digest())));
            return new ModelFingerprint(sha256);
        }
    }
}
