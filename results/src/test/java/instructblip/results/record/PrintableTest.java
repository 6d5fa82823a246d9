package instructblip.results.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "é 漢字 \"quoted\" \\", "👩\u200d🚀", "e\u0301", "−1.5 %"})
    void leavesTextAsItIs(String text) {
        assertEquals(text, Printable.escape(text));
    }

    @Test
    void escapesWhatMovesTheCursorOrTurnsTheText() {
        assertEquals(
                "a\\nb\\rc\\t\\u001b[31m\\u0000\\u0085\\u2028\\u2029\\u202e\\u2066\\u061c\\ufeff\\ud800",
                Printable.escape(
                        "a\nb\rc\t\u001b[31m\u0000\u0085\u2028\u2029\u202e\u2066\u061c\ufeff\ud800"));
    }

    @Test
    void cutsALongQuotation() {
        assertEquals("\"" + "x".repeat(80) + "\"", Printable.quote("x".repeat(80)));
        assertEquals("\"" + "x".repeat(80) + "…\"", Printable.quote("x".repeat(81)));
    }
}
