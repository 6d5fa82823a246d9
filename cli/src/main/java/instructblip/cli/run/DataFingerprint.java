package instructblip.cli.run;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.core.checkpoint.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256 over the annotation files that a data set was read from, in their order. */
public final class DataFingerprint {

    private DataFingerprint() {}

    public static Map<String, String> of(Dataset dataset) {
        MessageDigest digest = ContentHash.sha256();
        try {
            for (Path file : dataset.files()) {
                ContentHash.add(digest, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "annotation files of " + dataset.folder() + " cannot be read", e);
        }
        return Map.of("annotations", HexFormat.of().formatHex(digest.digest()));
    }
}
