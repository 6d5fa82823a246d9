package instructblip.results.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {

    @TempDir Path folder;

    @Test
    void givesLinesWithTheirPlaces() throws IOException {
        assertEquals(List.of(), lines(""));
        assertEquals(List.of("1@0 ab|"), lines("ab\n"));
        assertEquals(List.of("1@0 ab"), lines("ab"));
        assertEquals(List.of("1@0 |", "2@1 |", "3@2 é|", "4@5 x"), lines("\n\né\nx"));
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String first = "a".repeat(200_000);
        String second = "b".repeat(65_536);
        assertEquals(
                List.of("1@0 " + first + "|", "2@200001 " + second + "|", "3@265538 c"),
                lines(first + "\n" + second + "\nc"));
    }

    @Test
    void refusesALineWithoutEnd() throws IOException {
        Path file = folder.resolve("long.jsonl");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("{}\n".getBytes(StandardCharsets.UTF_8));
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < 17; i++) {
                out.write(megabyte);
            }
        }
        try (LineReader reader = new LineReader(file)) {
            assertTrue(reader.next().isPresent());
            assertEquals(
                    file + " line 2: has more than 16777216 bytes; expected one record per line.",
                    assertThrows(RecordException.class, reader::next).getMessage());
        }
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path file = folder.resolve("absent.jsonl");
        String message =
                assertThrows(RecordException.class, () -> new LineReader(file)).getMessage();
        assertTrue(message.startsWith(file + " cannot be read: "), message);
    }

    private List<String> lines(String content) throws IOException {
        Path file = folder.resolve("lines.jsonl");
        Files.writeString(file, content);
        List<String> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(file)) {
            for (Optional<LineReader.Line> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                LineReader.Line line = next.get();
                lines.add(
                        "%d@%d %s%s"
                                .formatted(
                                        line.number(),
                                        line.offset(),
                                        new String(line.bytes(), StandardCharsets.UTF_8),
                                        line.terminated() ? "|" : ""));
            }
        }
        return lines;
    }
}
