package instructblip.core.checkpoint;

import static instructblip.core.checkpoint.SafetensorsBytes.file;
import static instructblip.core.checkpoint.SafetensorsBytes.vector;
import static instructblip.core.checkpoint.SafetensorsBytes.withLength;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

    @TempDir Path folder;

    @Test
    void entriesComeInTheOrderOfTheData() throws IOException {
        Path file =
                write(
                        file(
                                "{\"__metadata__\":{\"format\":\"pt\"},"
                                        + vector("second", 1, 8)
                                        + ","
                                        + vector("first", 2, 0)
                                        + "}   ",
                                12));
        long data = Files.size(file) - 12;
        assertEquals(
                List.of(
                        new TensorEntry("first", StoredType.F32, List.of(2L), file, data, 8),
                        new TensorEntry("second", StoredType.F32, List.of(1L), file, data + 8, 4)),
                SafetensorsFile.entries(file));
    }

    @Test
    void emptyTensorsAndScalarsAreTensors() throws IOException {
        Path file =
                write(
                        file(
                                "{\"none\":{\"dtype\":\"BF16\",\"shape\":[0,7],\"data_offsets\":[4,4]},"
                                        + "\"one\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
                                4));
        List<TensorEntry> entries = SafetensorsFile.entries(file);
        assertEquals(List.of("one", "none"), entries.stream().map(TensorEntry::name).toList());
        assertEquals(List.of(1L, 0L), entries.stream().map(TensorEntry::elements).toList());
    }

    @Test
    void keysOfLaterFormatsAreIgnored() throws IOException {
        Path file =
                write(
                        file(
                                "{\"a\":{\"note\":{\"x\":[1]},\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                                4));
        assertEquals(1, SafetensorsFile.entries(file).size());
    }

    @Test
    void truncatedDataIsNamed() throws IOException {
        fails(file("{" + vector("a", 4, 0) + "}", 15), "tensor a has data_offsets [0, 16]", "15");
    }

    @Test
    void truncatedHeaderIsNamed() throws IOException {
        byte[] json = ("{" + vector("a", 1, 0) + "}").getBytes(StandardCharsets.UTF_8);
        fails(
                withLength(4150, json, new byte[4]),
                "states a header of 4150 bytes; expected 2 to 58 (the file has 66).");
        fails(new byte[] {1, 2, 3}, "has 3 bytes", "is the download complete?");
        fails(new byte[0], "has 0 bytes", "is the download complete?");
    }

    @Test
    void dataBehindTheLastTensorIsRefused() throws IOException {
        fails(file("{" + vector("a", 1, 0) + "}", 9), "has 9 bytes of data; expected 4");
    }

    @Test
    void overlapNamesBothTensors() throws IOException {
        fails(
                file("{" + vector("a", 2, 0) + "," + vector("b", 2, 4) + "}", 12),
                "tensor b begins at data byte 4; expected no overlap: a ends at 8.");
    }

    @Test
    void twoNamesForTheSameBytesOverlap() throws IOException {
        fails(
                file("{" + vector("a", 2, 0) + "," + vector("b", 2, 0) + "}", 8),
                "tensor b begins at data byte 0; expected no overlap: a ends at 8.");
    }

    @Test
    void gapIsRefused() throws IOException {
        fails(
                file("{" + vector("a", 1, 0) + "," + vector("b", 1, 8) + "}", 12),
                "tensor b begins at data byte 8; expected no gap: a ends at 4.");
        fails(
                file("{" + vector("a", 1, 4) + "}", 8),
                "tensor a begins at data byte 4; expected no gap: the header ends at 0.");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 0, 1, 100_000_001, 1L << 40, Long.MAX_VALUE})
    void headerLengthOutOfBoundsIsRefused(long stated) throws IOException {
        fails(
                withLength(stated, "{}".getBytes(StandardCharsets.UTF_8), new byte[0]),
                "states a header of " + Long.toUnsignedString(stated) + " bytes; expected 2 to 2");
    }

    @Test
    void headerBeyondTheFormatsLimitIsNotRead() throws IOException {
        Path file = folder.resolve("sparse.safetensors");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(withLength(200_000_000, new byte[] {'{'}, new byte[0]));
            sparse.setLength(300_000_000);
        }
        CheckpointException e =
                assertThrows(CheckpointException.class, () -> SafetensorsFile.entries(file));
        assertTrue(e.getMessage().contains("200000000 bytes; expected 2 to 100000000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"shape\":[-1],\"data_offsets\":[0,4]",
                "\"shape\":[1],\"data_offsets\":[-4,0]",
                "\"shape\":[1.5],\"data_offsets\":[0,4]",
                "\"shape\":[\"1\"],\"data_offsets\":[0,4]",
                "\"shape\":[99999999999999999999],\"data_offsets\":[0,4]",
                "\"shape\":[1],\"data_offsets\":[0,99999999999999999999]",
                "\"shape\":[[1]],\"data_offsets\":[0,4]",
                "\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]",
                "\"shape\":1,\"data_offsets\":[0,4]",
                "\"shape\":[1],\"data_offsets\":[0,2,4]",
            })
    void numbersThatAreNoSizesAreRefused(String rest) throws IOException {
        fails(file("{\"a\":{\"dtype\":\"F32\"," + rest + "}}", 4), "tensor a", "whole numbers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"data_offsets\":[0,4]",
                "\"shape\":[1]",
                "\"shape\":[1],\"data_offsets\":[4]"
            })
    void incompleteEntriesAreRefused(String rest) throws IOException {
        fails(file("{\"a\":{\"dtype\":\"F32\"," + rest + "}}", 4), "tensor a", "data_offsets");
    }

    @Test
    void offsetsBehindTheFileAreRefused() throws IOException {
        fails(
                file("{" + vector("a", 1, 4_000_000) + "}", 4),
                "tensor a has data_offsets [4000000, 4000004]; expected begin and end within the 4");
        fails(
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4),
                "tensor a has data_offsets [4, 0]");
    }

    @Test
    void byteCountMustFollowFromShapeAndType() throws IOException {
        fails(
                file("{\"a\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8),
                "tensor a of shape [3] in BF16 holds 8 bytes; expected 6.");
        fails(
                file(
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}",
                        8),
                "tensor a has shape [4294967296, 4294967296]; expected fewer than 2^63 bytes.");
    }

    @Test
    void unknownTypeIsNamed() throws IOException {
        fails(
                file("{\"a\":{\"dtype\":\"Q4\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4),
                "tensor a has dtype \"Q4\"; expected a dtype of the safetensors format.");
        fails(file("{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4), "tensor a has dtype \"\"");
        fails(
                file("{\"a\":{\"dtype\":{\"shape\":[1],\"data_offsets\":[0,4]}}}", 4),
                "tensor a has");
    }

    @Test
    void namesMayNotRepeat() throws IOException {
        fails(
                file("{" + vector("a", 1, 0) + "," + vector("a", 1, 4) + "}", 8),
                "not valid JSON (Duplicate field 'a')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7 ",
                "\"x\"",
                "{\"a\"",
                "{\"a\":{",
                "{\"a\":{\"shape\":[1",
                "{} {}",
                "{}x",
                "{\"a\":5}",
                "not json",
                "\0\0\0"
            })
    void headersThatAreNoMapAreRefused(String header) throws IOException {
        fails(file(header, 0), folder.resolve("model.safetensors") + ": ", "; expected ");
    }

    @Test
    void deepNestingEndsEarly() throws IOException {
        fails(file("{\"__metadata__\":" + "[".repeat(100_000), 0), "depth");
        fails(file("{\"a\":{\"x\":" + "{\"x\":".repeat(100_000), 0), "depth");
    }

    @Test
    void namesFromTheFileCannotForgeLinesOfAMessage() throws IOException {
        String message =
                fails(
                        file("{" + vector("a\\n\\u001b[31mrun\\u202e", 1, 8) + "}", 12),
                        "tensor a??[31mrun? begins at");
        assertEquals(1, message.lines().count());
        assertTrue(
                fails(file("{" + vector("n".repeat(10_000), 1, 8) + "}", 12), "nnn…").length()
                        < 500);
    }

    @Test
    void foldersAndMissingFilesAreNamed() throws IOException {
        Path file = Files.createDirectory(folder.resolve("model.safetensors"));
        assertEquals(
                file + " is a folder; expected a safetensors file.",
                assertThrows(CheckpointException.class, () -> SafetensorsFile.entries(file))
                        .getMessage());
        Path absent = folder.resolve("absent.safetensors");
        assertEquals(
                absent + " is missing; expected a safetensors file.",
                assertThrows(CheckpointException.class, () -> SafetensorsFile.entries(absent))
                        .getMessage());
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("model.safetensors"), content);
    }

    private String fails(byte[] content, String... parts) throws IOException {
        Path file = write(content);
        String message =
                assertThrows(CheckpointException.class, () -> SafetensorsFile.entries(file))
                        .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> message + " should say " + part);
        }
        assertTrue(message.lines().count() <= 3, message);
        return message;
    }
}
