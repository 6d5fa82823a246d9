package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What identifies a checkpoint besides its weights: a SHA-256 per kind of file over names, sizes
 * and bytes. All of these files are small.
 *
 * @param sha256 in hexadecimal by kind: {@code configuration}, {@code tokenizer}, {@code
 *     qformer_tokenizer}; a kind of which the folder has no file is not in it
 */
public record SettingsFingerprint(Map<String, String> sha256) {

    private static final Map<String, List<String>> FILES = files();

    public SettingsFingerprint {
        sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    }

    private static Map<String, List<String>> files() {
        Map<String, List<String>> files = new LinkedHashMap<>();
        files.put(
                "configuration",
                List.of("config.json", "preprocessor_config.json", "processor_config.json"));
        files.put("tokenizer", List.of("tokenizer.json", "tokenizer_config.json"));
        files.put(
                "qformer_tokenizer",
                List.of(
                        "qformer_tokenizer/tokenizer.json",
                        "qformer_tokenizer/tokenizer_config.json"));
        return files;
    }

    /**
     * Of a folder in hub layout.
     *
     * @throws CheckpointException when a file cannot be read
     */
    public static SettingsFingerprint of(Path folder) {
        Map<String, String> sha256 = new LinkedHashMap<>();
        FILES.forEach(
                (kind, names) -> {
                    List<String> present =
                            names.stream()
                                    .filter(name -> Files.isRegularFile(folder.resolve(name)))
                                    .toList();
                    if (!present.isEmpty()) {
                        sha256.put(kind, of(folder, present));
                    }
                });
        return new SettingsFingerprint(sha256);
    }

    private static String of(Path folder, List<String> names) {
        MessageDigest digest = ContentHash.sha256();
        for (String name : names) {
            Path file = folder.resolve(name);
            try {
                digest.update((name + "\n").getBytes(StandardCharsets.US_ASCII));
                digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, Files.size(file)));
                ContentHash.add(digest, file);
            } catch (IOException e) {
                throw InputFile.unreadable(file, e);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
