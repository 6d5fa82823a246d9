package instructblip.results.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {

    @TempDir Path folder;

    @Test
    void skipsMarkAndBlankLinesAndKeepsThePlaces() throws IOException {
        Path file = folder.resolve("answers.jsonl");
        Files.writeString(
                file,
                "\ufeff{\"id\":1,\"prediction\":\"a\"}\r\n\r\n \n{\"id\":2,\"prediction\":\"b\"}");
        try (RecordReader reader = new RecordReader(file, RecordJson::readAnswer)) {
            assertEquals("1", reader.next().orElseThrow().id());
            assertEquals(new Place(file, 1), reader.place());
            assertEquals("2", reader.next().orElseThrow().id());
            assertEquals(new Place(file, 4), reader.place());
            assertEquals(Optional.empty(), reader.next());
        }
    }

    @Test
    void namesTheLineThatIsNoRecord() throws IOException {
        Path file = folder.resolve("answers.jsonl");
        Files.writeString(file, "{\"id\":1,\"prediction\":\"a\"}\n{\"id\":2,\"pred");
        try (RecordReader reader = new RecordReader(file, RecordJson::readAnswer)) {
            assertTrue(reader.next().isPresent());
            String message = assertThrows(RecordException.class, reader::next).getMessage();
            assertTrue(message.startsWith(file + " line 2: is not valid JSON ("), message);
        }
    }

    @Test
    void saysThatUtf16IsNot() throws IOException {
        Path file = folder.resolve("answers.jsonl");
        Files.write(file, "{\"id\":1}\n".getBytes(StandardCharsets.UTF_16));
        try (RecordReader reader = new RecordReader(file, RecordJson::readAnswer)) {
            assertEquals(
                    file + " line 1: is not UTF-8; expected a record as JSON in UTF-8.",
                    assertThrows(RecordException.class, reader::next).getMessage());
        }
    }
}
