package instructblip.core.checkpoint;

import static instructblip.core.checkpoint.SafetensorsBytes.vectors;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir Path folder;

    @Test
    void shardsAreOneCheckpoint() throws IOException {
        vectors(folder.resolve(FIRST), "a", "b");
        vectors(folder.resolve(SECOND), "c");
        index("\"c\":\"" + SECOND + "\",\"a\":\"" + FIRST + "\",\"b\":\"" + FIRST + "\"");
        assertEquals(List.of("a", "b", "c"), names(Checkpoint.open(folder)));
    }

    @Test
    void oneFileWinsOverShards() throws IOException {
        vectors(folder.resolve("model.safetensors"), "whole");
        index("\"a\":\"" + FIRST + "\"");
        assertEquals(List.of("whole"), names(Checkpoint.open(folder)));
    }

    @Test
    void linksOfTheFileSystemAreFollowed() throws IOException {
        Path blobs = Files.createDirectory(folder.resolve("blobs"));
        vectors(blobs.resolve("5ca1ab1e"), "a");
        Path snapshot = Files.createDirectory(folder.resolve("snapshot"));
        Files.createSymbolicLink(
                snapshot.resolve("model.safetensors"), Path.of("../blobs/5ca1ab1e"));
        assertEquals(List.of("a"), names(Checkpoint.open(snapshot)));
        Files.delete(blobs.resolve("5ca1ab1e"));
        fails(snapshot, "model.safetensors is a link to a file that is not there");
    }

    @Test
    void missingShardIsNamed() throws IOException {
        vectors(folder.resolve(FIRST), "a");
        index("\"a\":\"" + FIRST + "\",\"b\":\"" + SECOND + "\"");
        fails("lists 2 shards of which 1 are missing, the first " + SECOND);
    }

    @Test
    void shardThatTheIndexDoesNotListIsNamed() throws IOException {
        vectors(folder.resolve(FIRST), "a");
        vectors(folder.resolve(SECOND), "b");
        index("\"a\":\"" + FIRST + "\"");
        fails("does not list the shard " + SECOND + " that lies beside it");
    }

    @Test
    void otherFilesBesideTheShardsAreLeftAlone() throws IOException {
        vectors(folder.resolve(FIRST), "a");
        vectors(folder.resolve(SECOND), "b");
        vectors(folder.resolve("adapter.safetensors"), "c");
        vectors(folder.resolve("model-00001-of-00007.safetensors"), "d");
        index("\"a\":\"" + FIRST + "\",\"b\":\"" + SECOND + "\"");
        assertEquals(List.of("a", "b"), names(Checkpoint.open(folder)));
    }

    @Test
    void tensorInAnotherShardIsNamed() throws IOException {
        vectors(folder.resolve(FIRST), "a", "b");
        vectors(folder.resolve(SECOND), "c");
        index("\"a\":\"" + FIRST + "\",\"b\":\"" + SECOND + "\",\"c\":\"" + SECOND + "\"");
        fails("does not place tensor b, which is in " + FIRST + "; expected it in " + SECOND);
    }

    @Test
    void tensorThatTheIndexDoesNotListIsNamed() throws IOException {
        vectors(folder.resolve(FIRST), "a", "b");
        index("\"a\":\"" + FIRST + "\"");
        fails("does not place tensor b, which is in " + FIRST + "; expected it to list");
    }

    @Test
    void tensorsThatNoShardHoldsAreCounted() throws IOException {
        vectors(folder.resolve(FIRST), "a");
        index("\"a\":\"" + FIRST + "\",\"x\":\"" + FIRST + "\",\"y\":\"" + FIRST + "\"");
        fails("lists 2 tensors that its shards do not hold, the first x in " + FIRST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model.safetensors",
                "/etc/model.safetensors",
                "sub/model.safetensors",
                "C:\\\\model.safetensors",
                "..\\\\model.safetensors",
                "C:model.safetensors",
                "..",
                "",
                ".safetensors",
                ".hidden.safetensors",
                "model.bin",
                "/dev/zero",
                "model\\u0000.safetensors",
                "model\\n.safetensors"
            })
    void namesThatLeadElsewhereAreRefused(String name) throws IOException {
        vectors(folder.resolve("model.safetensors"), "a");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(
                inside.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"a\":\"" + name + "\"}}");
        fails(
                inside,
                "weight_map.a is \"",
                "expected the name of a safetensors file beside the index.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "{}", "[\"model.safetensors\"]"})
    void namesThatAreNoTextAreRefused(String name) throws IOException {
        index("\"a\":" + name);
        fails("weight_map.a is " + name + "; expected a text.");
    }

    @Test
    void indexWithoutMapIsRefused() throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"metadata\":{}}");
        fails("weight_map is missing; expected an object.");
    }

    @Test
    void pickledWeightsAreRefusedWithTheWayOut() throws IOException {
        Files.write(folder.resolve("pytorch_model.bin"), new byte[] {1});
        fails(
                "holds pickled weights (pytorch_model.bin) only",
                "expected model.safetensors",
                "from_pretrained(DIR).save_pretrained(NEW_DIR)");
    }

    @Test
    void shardedPickleIsRefusedToo() throws IOException {
        Files.writeString(folder.resolve("pytorch_model.bin.index.json"), "{}");
        fails("holds pickled weights (pytorch_model.bin.index.json) only");
    }

    @Test
    void folderWithoutWeightsSaysWhatIsExpected() {
        fails(
                "holds no weights; expected model.safetensors, or shards with"
                        + " model.safetensors.index.json.");
    }

    @Test
    void weightsThatAreAFolderAreNoWeights() throws IOException {
        Files.createDirectory(folder.resolve("model.safetensors"));
        fails("model.safetensors is a folder; expected a safetensors file.");
    }

    @Test
    void equalBytesAreFoundAcrossShards() throws IOException {
        vectors(folder.resolve(FIRST), "a", "b");
        vectors(folder.resolve(SECOND), "c");
        index("\"a\":\"" + FIRST + "\",\"b\":\"" + FIRST + "\",\"c\":\"" + SECOND + "\"");
        Checkpoint checkpoint = Checkpoint.open(folder);
        assertTrue(checkpoint.sameBytes("a", "c"));
        assertFalse(checkpoint.sameBytes("a", "b"));
        assertFalse(checkpoint.sameBytes("a", "absent"));
    }

    @Test
    void aDifferenceFarInIsFound() throws IOException {
        int elements = 3 << 20;
        byte[] data = new byte[8 * elements];
        Files.write(
                folder.resolve("model.safetensors"),
                SafetensorsBytes.file(
                        "{"
                                + SafetensorsBytes.vector("a", elements, 0)
                                + ","
                                + SafetensorsBytes.vector("b", elements, 4 * elements)
                                + "}",
                        data));
        assertTrue(Checkpoint.open(folder).sameBytes("a", "b"));
        data[data.length - 1] = 1;
        Files.write(
                folder.resolve("model.safetensors"),
                SafetensorsBytes.file(
                        "{"
                                + SafetensorsBytes.vector("a", elements, 0)
                                + ","
                                + SafetensorsBytes.vector("b", elements, 4 * elements)
                                + "}",
                        data));
        assertFalse(Checkpoint.open(folder).sameBytes("a", "b"));
    }

    private static List<String> names(Checkpoint checkpoint) {
        return checkpoint.entries().stream().map(TensorEntry::name).toList();
    }

    private void index(String map) throws IOException {
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"metadata\":{\"total_size\":1},\"weight_map\":{" + map + "}}");
    }

    private void fails(String... parts) {
        fails(folder, parts);
    }

    private static void fails(Path folder, String... parts) {
        String message =
                assertThrows(CheckpointException.class, () -> Checkpoint.open(folder)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> message + " should say " + part);
        }
        assertTrue(message.lines().count() <= 3, message);
    }
}
