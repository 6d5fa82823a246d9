package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStateTest {

    @TempDir Path folder;
    private Path weights;

    @BeforeEach
    void writeCheckpoint() throws IOException {
        weights = Files.writeString(folder.resolve("model.safetensors"), "weights");
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.createDirectory(folder.resolve("qformer_tokenizer"));
    }

    @Test
    void anUntouchedFolderHasNoChanges() throws IOException {
        CheckpointState state = CheckpointState.of(folder);
        Files.writeString(folder.resolve("README.md"), "not read by the model");
        assertEquals(List.of(), state.changes());
        assertEquals(state.key(), CheckpointState.of(folder).key());
    }

    @Test
    void anotherSizeIsAChange() throws IOException {
        CheckpointState state = CheckpointState.of(folder);
        Files.writeString(weights, "longer weights");
        assertEquals(List.of(weights), state.changes());
        assertNotEquals(state.key(), CheckpointState.of(folder).key());
    }

    @Test
    void anotherTimeIsAChange() throws IOException {
        CheckpointState state = CheckpointState.of(folder);
        Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000_000_000_000L));
        assertEquals(List.of(weights), state.changes());
    }

    @Test
    void anotherFileOfTheSameSizeAndTimeIsAChange() throws IOException {
        CheckpointState state = CheckpointState.of(folder);
        Path other = Files.writeString(folder.resolve("other"), "WEIGHTS");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(weights));
        Files.move(weights, folder.resolve("kept"));
        Files.move(other, weights);
        assertEquals(List.of(weights), state.changes());
    }

    @Test
    void filesThatComeAndGoAreChanges() throws IOException {
        CheckpointState state = CheckpointState.of(folder);
        Path tokenizer = Files.writeString(folder.resolve("tokenizer.json"), "{}");
        Path qformer =
                Files.writeString(
                        folder.resolve("qformer_tokenizer").resolve("tokenizer.json"), "");
        Path shard = Files.writeString(folder.resolve("shard.safetensors"), "more");
        Files.delete(weights);
        assertEquals(
                List.of(weights, qformer, tokenizer, shard).stream().sorted().toList(),
                state.changes().stream().sorted().toList());
    }

    @Test
    void aLinkThatLeadsElsewhereIsAChange() throws IOException {
        Path blob = Files.writeString(folder.resolve("blob"), "a");
        Path link = Files.createSymbolicLink(folder.resolve("tokenizer.json"), blob);
        CheckpointState state = CheckpointState.of(folder);
        Files.writeString(blob, "more");
        assertEquals(List.of(link), state.changes());
    }

    @Test
    void aFolderThatIsGoneIsAChange() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        CheckpointState state = CheckpointState.of(other);
        Files.delete(other);
        assertEquals(List.of(other), state.changes());
    }
}
