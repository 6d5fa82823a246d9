package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFingerprintTest {

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(folder.resolve("tokenizer.json"), "[1]");
        Files.writeString(folder.resolve("tokenizer_config.json"), "[22]");
        Files.createDirectory(folder.resolve("qformer_tokenizer"));
        Files.writeString(folder.resolve("qformer_tokenizer").resolve("tokenizer.json"), "[1]");
    }

    @Test
    void aKindIsTheHashOfItsFilesNamesSizesAndBytes() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("tokenizer.json\n[1]", "tokenizer_config.json\n[22]")) {
            int content = file.indexOf('\n') + 1;
            sha256.update(file.substring(0, content).getBytes(StandardCharsets.UTF_8));
            sha256.update(ByteBuffer.allocate(8).putLong(file.length() - content).array());
            sha256.update(file.substring(content).getBytes(StandardCharsets.UTF_8));
        }
        SettingsFingerprint found = SettingsFingerprint.of(folder);
        assertEquals(
                List.of("configuration", "tokenizer", "qformer_tokenizer"),
                List.copyOf(found.sha256().keySet()));
        assertEquals(HexFormat.of().formatHex(sha256.digest()), found.sha256().get("tokenizer"));
    }

    @Test
    void tellsOneKindFromAnother() throws IOException {
        SettingsFingerprint before = SettingsFingerprint.of(folder);
        Files.writeString(folder.resolve("qformer_tokenizer").resolve("tokenizer.json"), "[2]");
        SettingsFingerprint after = SettingsFingerprint.of(folder);
        assertEquals(before.sha256().get("tokenizer"), after.sha256().get("tokenizer"));
        assertEquals(before.sha256().get("configuration"), after.sha256().get("configuration"));
        assertNotEquals(
                before.sha256().get("qformer_tokenizer"), after.sha256().get("qformer_tokenizer"));
    }

    @Test
    void aKindWithoutFilesIsNotThere() throws IOException {
        Files.delete(folder.resolve("qformer_tokenizer").resolve("tokenizer.json"));
        assertEquals(
                List.of("configuration", "tokenizer"),
                List.copyOf(SettingsFingerprint.of(folder).sha256().keySet()));
    }
}
