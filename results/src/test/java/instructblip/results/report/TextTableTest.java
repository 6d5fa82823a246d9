package instructblip.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.report.TextTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static final List<Column> COLUMNS =
            List.of(Column.left("name"), Column.right("size"), Column.left("note"));

    @Test
    void alignsItsColumns() {
        TextTable table =
                new TextTable(
                        COLUMNS,
                        List.of(
                                List.of("vision", "1408", ""),
                                List.of("q", "768", "with a longer note")));
        assertEquals(
                List.of(
                        "name    size  note",
                        "──────  ────  ──────────────────",
                        "vision  1408",
                        "q        768  with a longer note"),
                table.lines());
    }

    @Test
    void printsHeadingsBoldOnATerminal() {
        assertEquals(
                List.of("\u001b[1mname  size  note\u001b[0m", "────  ────  ────"),
                new TextTable(COLUMNS, List.of()).lines(true));
    }

    @Test
    void alignsWideCharactersAndMarks() {
        TextTable table =
                new TextTable(
                        COLUMNS,
                        List.of(
                                List.of("漢字", "1", "x"),
                                List.of("e\u0301", "2", "x"),
                                List.of("👩\u200d🚀!", "3", "x")));
        assertEquals(
                List.of(
                        "name  size  note",
                        "────  ────  ────",
                        "漢字     1  x",
                        "e\u0301        2  x",
                        "👩\u200d🚀!      3  x"),
                table.lines());
    }

    @Test
    void showsControlCharactersInsteadOfObeyingThem() {
        TextTable table =
                new TextTable(
                        List.of(Column.left("a"), Column.left("b")),
                        List.of(List.of("x\u001b[2J\ny", "\u202ez")));
        assertEquals("x\\u001b[2J\\ny  \\u202ez", table.lines().get(2));
    }

    @Test
    void wantsACellForEveryColumn() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TextTable(COLUMNS, List.of(List.of("a", "b"))));
    }
}
