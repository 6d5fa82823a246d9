package instructblip.benchmarks.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.benchmarks.dataset.DatasetException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files from anywhere: encodings, sizes, depth, and faults with their place. */
class AnnotationFilesTest {

    private static final String RECORDS =
            "[{\"id\": 9007199254740993, \"text\": \"café 😀\", \"score\": NaN},\r\n"
                    + " {\"id\": \"x\", \"text\": \"b\"}]\r\n";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "UTF-8, ''",
        "UTF-8, EFBBBF",
        "UTF-16LE, FFFE",
        "UTF-16LE, ''",
        "UTF-16BE, FEFF",
        "UTF-16BE, ''",
        "UTF-32LE, FFFE0000",
        "UTF-32BE, 0000FEFF"
    })
    void readsEveryUnicodeEncoding(String charset, String mark) throws Exception {
        Path file = folder.resolve("records.json");
        byte[] text = RECORDS.getBytes(Charset.forName(charset));
        byte[] start = HexFormat.of().parseHex(mark);
        Files.write(file, start);
        Files.write(file, text, StandardOpenOption.APPEND);

        List<Annotation> records = read(file, Set.of("id", "text"));

        assertEquals("9007199254740993", records.get(0).id("id"));
        assertEquals("café 😀", records.get(0).text("text"));
        assertEquals("x", records.get(1).id("id"));
    }

    @Test
    void bytesThatAreNoTextAreAnError() throws Exception {
        Path file = folder.resolve("latin.json");
        Files.write(file, "[{\"text\": \"café\"}]".getBytes(StandardCharsets.ISO_8859_1));

        assertMessage(
                file + ": holds bytes that are not text; expected UTF-8 or UTF-16",
                () -> read(file, Set.of("text")));
    }

    @Test
    void aTrailingCommaIsNamedByLineAndColumn() throws Exception {
        Path file = write("comma.json", "[\n  {\"id\": 1},\n]");

        assertMessage(
                file
                        + ", line 3, column 1: not JSON (Unexpected character (']' (code 93)));"
                        + " expected a file of whole JSON",
                () -> read(file, Set.of("id")));
    }

    @Test
    void textBehindTheDocumentIsAnError() throws Exception {
        Path file = write("two.json", "[{\"id\": 1}] [2]");

        assertMessage(
                file + " goes on after the end of its JSON; expected one document",
                () -> read(file, Set.of("id")));
    }

    @Test
    void aRecordWithAFieldTwiceIsAnError() throws Exception {
        Path file = write("twice.json", "[{\"id\": 1, \"id\": 2}]");

        assertMessage(
                file + ": [0] has the field id twice; expected it once",
                () -> read(file, Set.of("id")));
    }

    @Test
    void deepNestingIsAnErrorAlsoWhereItIsSkipped() throws Exception {
        Path file = write("deep.json", "[{\"x\": " + "[".repeat(100_000) + "]}]");

        String message =
                assertThrows(DatasetException.class, () -> read(file, Set.of("id"))).getMessage();

        assertTrue(message.contains("nesting depth"), message);
    }

    @Test
    void aLongLineIsReadWithoutKeepingWhatIsNotWanted() throws Exception {
        Path file = folder.resolve("long.jsonl");
        writeLongLine(file, "other");

        List<Annotation> records = new ArrayList<>();
        new JsonLines(file).records(Set.of("id"), records::add);

        assertEquals(2, records.size());
        assertEquals("2", records.get(1).id("id"));
        assertEquals("line 2", records.get(1).place());
    }

    @Test
    void aWantedTextWithoutEndIsAnError() throws Exception {
        Path file = folder.resolve("long.jsonl");
        writeLongLine(file, "text");

        String message =
                assertThrows(
                                DatasetException.class,
                                () -> new JsonLines(file).records(Set.of("text"), record -> {}))
                        .getMessage();

        assertTrue(message.startsWith(file + ", line 1: is beyond all measure"), message);
        assertTrue(message.contains("exceeds the maximum"), message);
    }

    @Test
    void aTextWithoutEndIsNamedByItsRecord() throws Exception {
        Path file = folder.resolve("long.json");
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("{\"data\": [{\"id\": 1}, {\"text\": \"");
            String piece = "x".repeat(1 << 16);
            for (int i = 0; i < 320; i++) {
                writer.write(piece);
            }
            writer.write("\"}]}");
        }

        String message =
                assertThrows(
                                DatasetException.class,
                                () -> new JsonFile(file).records("data", Set.of("text"), r -> {}))
                        .getMessage();

        assertTrue(
                message.matches(
                        "\\Q"
                                + file
                                + "\\E: data\\[1\\] is beyond all measure \\(String value length"
                                + " \\(\\d+\\) exceeds the maximum allowed \\(8388608\\)\\); expected"
                                + " an annotation file, fetch it again"),
                message);
    }

    private static void writeLongLine(Path file, String field) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("{\"" + field + "\": \"");
            String piece = "x".repeat(1 << 16);
            for (int i = 0; i < 320; i++) {
                writer.write(piece);
            }
            writer.write("\", \"id\": 1}\n{\"id\": 2}");
        }
    }

    @Test
    void blankLinesArePassedOverAndLineNumbersStay() throws Exception {
        Path file = write("blank.jsonl", "\n{\"id\": 1}\r\n   \r\n{\"id\": 2}");
        List<String> places = new ArrayList<>();

        new JsonLines(file).records(Set.of("id"), record -> places.add(record.place()));

        assertEquals(List.of("line 2", "line 4"), places);
    }

    @Test
    void twoRecordsOnALineAreAnError() throws Exception {
        Path file = write("double.jsonl", "{\"id\": 1} {\"id\": 2}\n");

        assertMessage(
                file + ", line 1: goes on after its record; expected one per line",
                () -> new JsonLines(file).records(Set.of("id"), record -> {}));
    }

    @Test
    void aTableMayHaveQuotesLinesAndAByteOrderMark() throws Exception {
        Path file = write("t.csv", "\uFEFF,id,text\r\n0,1,\"a, \"\"b\"\"\nc\"\r\n\r\n1,2,\r\n");
        List<String> texts = new ArrayList<>();

        CsvFile.commas(file)
                .records(List.of("id"), row -> texts.add(row.id("id") + "=" + row.text("text")));

        assertEquals(List.of("1=a, \"b\"\nc", "2="), texts);
    }

    @Test
    void aColumnTwiceIsAnError() throws Exception {
        Path file = write("t.csv", "id,text,id\n1,a,2\n");

        assertMessage(
                file + ": has a column twice; expected each name once in the header",
                () -> CsvFile.commas(file).records(List.of("id"), row -> {}));
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotFillTheMemory() throws Exception {
        Path file = folder.resolve("open.csv");
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("id,text\n1,\"");
            for (int i = 0; i < 200; i++) {
                writer.write("y".repeat(1 << 16));
            }
        }

        assertMessage(
                file
                        + ", record 0: cannot be read (a record of more than 8388608 characters);"
                        + " fetch it again",
                () -> CsvFile.commas(file).records(List.of("id"), row -> {}));
    }

    @Test
    void controlCharactersOfDataDoNotReachMessages() throws Exception {
        Path file = write("evil.json", "[{\"id\": \"a\\u001b[31m\\n\\u202eb\"}]");

        assertMessage(
                file
                        + ", record a\\u001b[31m\\u000a\\u202eb ([0]): id is the text"
                        + " \"a\\u001b[31m\\u000a\\u202eb\"; expected an object",
                () -> {
                    Annotation record = read(file, Set.of("id")).get(0);
                    record.named(record.id("id")).object("id");
                });
    }

    @Test
    void mediaStayInTheDataFolder() throws Exception {
        Path file = write("r.json", "[{}]");
        Annotation record = read(file, Set.of("id")).get(0);

        assertEquals("img/01.png", MediaName.within(record, "img\\01.png"));
        assertEquals("a..b/c.png", MediaName.within(record, "a..b/c.png"));
        for (String name :
                List.of(
                        "../x.png",
                        "a/../../x.png",
                        "a\\..\\x",
                        "/etc/passwd",
                        "C:\\x",
                        "c:x",
                        "\\\\host\\x",
                        "a\0b",
                        "")) {
            String message =
                    assertThrows(DatasetException.class, () -> MediaName.within(record, name))
                            .getMessage();
            assertTrue(message.startsWith(file + ", [0]: names the file \""), message);
            assertTrue(message.endsWith("; expected a path inside the data folder"), message);
        }
    }

    @Test
    void anEmptyFileAndAFolderAreErrors() throws Exception {
        Path file = write("empty.json", "");

        assertMessage(
                file + " is empty; expected JSON, fetch it again", () -> read(file, Set.of("id")));
        assertMessage(
                folder + " is not a regular file; expected one", () -> read(folder, Set.of("id")));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<Annotation> read(Path file, Set<String> fields) throws DatasetException {
        List<Annotation> records = new ArrayList<>();
        new JsonFile(file).records("", fields, records::add);
        return records;
    }

    private static void assertMessage(String expected, Executable reading) {
        assertEquals(expected, assertThrows(DatasetException.class, reading).getMessage());
    }
}
