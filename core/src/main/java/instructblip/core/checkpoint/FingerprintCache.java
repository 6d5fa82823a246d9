package instructblip.core.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Fingerprints of checkpoints that were read before, in the user's cache folder. A file each, by
 * the checkpoint's path and state, so that several processes never disturb one another. A cache
 * that cannot be read or written is no error: the weights are read again.
 */
public final class FingerprintCache {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 4096;

    private final Optional<Path> folder;

    /**
     * @param folder that is made when the first fingerprint is kept; empty keeps none
     */
    public FingerprintCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /** The cache in the user's cache folder. */
    public static FingerprintCache ofUser() {
        return new FingerprintCache(UserCache.folder());
    }

    Optional<ModelFingerprint> find(CheckpointState state) {
        try {
            Optional<Path> file = file(state);
            if (file.isEmpty() || !Files.isRegularFile(file.get())) {
                return Optional.empty();
            }
            return parsed(JSON.readTree(read(file.get())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("no fingerprint is that long");
        }
        return Files.readAllBytes(file);
    }

    private static Optional<ModelFingerprint> parsed(JsonNode json) {
        Map<String, String> sha256 = new LinkedHashMap<>();
        for (ModelPart part : ModelPart.values()) {
            String hash = json.path(part.label()).asText();
            if (!hash.matches("[0-9a-f]{64}")) {
                return Optional.empty();
            }
            sha256.put(part.label(), hash);
        }
        return Optional.of(new ModelFingerprint(sha256));
    }

    void keep(CheckpointState state, ModelFingerprint fingerprint) {
        try {
            Optional<Path> file = file(state);
            if (file.isPresent()) {
                byte[] content = JSON.writeValueAsBytes(fingerprint.sha256());
                Files.createDirectories(file.get().getParent());
                WholeFile.putInPlace(
                        file.get(), ".tmp", unfinished -> Files.write(unfinished, content));
            }
        } catch (IOException e) {
            // The next run reads the weights again; nothing else depends on it.
            return;
        }
    }

    private Optional<Path> file(CheckpointState state) throws IOException {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        UUID name = UUID.nameUUIDFromBytes(state.key().getBytes(StandardCharsets.UTF_8));
        return folder.map(cache -> cache.resolve("fingerprint-" + name + ".json"));
    }
}
