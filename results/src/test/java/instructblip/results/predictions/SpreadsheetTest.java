package instructblip.results.predictions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.record.RecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsheetTest {

    private static final String HEADER =
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>index</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>prediction</t></is></c></row>";

    @TempDir private Path folder;

    private List<String> predictions(Path file) {
        List<String> cells = new ArrayList<>();
        new Spreadsheet(Utf8Text.of(file))
                .rows(
                        List.of("index", "prediction"),
                        (place, row) -> cells.add(row.get("index") + "=" + row.get("prediction")));
        return cells;
    }

    private Path workbook(String rows) throws IOException {
        return Workbook.write(folder.resolve("table.xlsx"), HEADER + rows, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    <c r='B2' t='n'><v>42</v></c>                        | 42
                    <c r='B2'><v>3.9900000000000002</v></c>              | 3.99
                    <c r='B2' t='b'><v>1</v></c>                         | True
                    <c r='B2' t='inlineStr'><is><t>none</t></is></c>     | none
                    <c r='B2' t='e'><v>#N/A</v></c>                      | #N/A
                    <c r='B2'><f>1+1</f><v></v></c>                      | =1+1
                    <c r='B2' t='str'><f>A1</f><v>yes</v></c>            | yes
                    <c r='C2' t='n'><v>7</v></c>                         | ""
                    """)
    void readsCellsAsAPersonSeesThem(String cell, String text) throws IOException {
        assertEquals(
                List.of("0=" + text),
                predictions(workbook("<row r='2'><c r='A2'><v>0</v></c>" + cell + "</row>")));
    }

    @Test
    void keepsOuterSpaceAndLineBreaks() throws IOException {
        String text = "<c r='B2' t='inlineStr'><is><t xml:space='preserve'> a\nb </t></is></c>";

        assertEquals(
                List.of("0= a\nb "),
                predictions(workbook("<row r='2'><c r='A2'><v>0</v></c>" + text + "</row>")));
    }

    @Test
    void refusesWhatUnpacksWithoutEnd() throws IOException {
        Path bomb = Workbook.write(folder.resolve("bomb.xlsx"), HEADER, Spreadsheet.MOST_BYTES + 1);

        assertTrue(Files.size(bomb) < 1 << 20);
        String message = assertThrows(RecordException.class, () -> predictions(bomb)).getMessage();
        assertTrue(
                message.endsWith(
                        "unpacks to more than 134217728 bytes; expected a table of predictions."),
                message);
    }

    @ParameterizedTest
    @CsvSource({
        "<row r='2'><c r='A2'><v>0</v>",
        "<row r='2'><c r='ZZZZZZZZZZZ2'><v>0</v></c></row>",
        "<row r='2'><c r='XFD2'><v>0</v></c></row>",
        "<row r='2'><c r='A2'><v>x</v></c></row>"
    })
    void aBrokenSheetIsALine(String rows) throws IOException {
        Path file = workbook(rows);

        String message = assertThrows(RecordException.class, () -> predictions(file)).getMessage();

        assertTrue(message.contains("table.xlsx"), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aCutFileIsALine() throws IOException {
        Path file = workbook("");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        String message = assertThrows(RecordException.class, () -> predictions(file)).getMessage();

        assertTrue(message.contains("is no readable workbook"), message);
    }
}
