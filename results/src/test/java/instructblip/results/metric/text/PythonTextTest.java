package instructblip.results.metric.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are CPython 3.11's. */
class PythonTextTest {

    @ParameterizedTest
    @CsvSource({
        "Yes, yes",
        "ÉCOLE, école",
        "İstanbul, i\u0307stanbul",
        "ΟΔΟΣ, οδος",
        "ΟΔΟΣ ΟΔΟΣ, οδος οδος",
        "Σ, σ",
        "ΑΣ.Α, ασ.α",
        "ΑΣ., ας.",
        "ΑΣ-Α, ας-α",
        "Α\u0301Σ, α\u0301ς",
        "1Σ, 1σ",
        "ΑΣ’Σ, ασ’ς",
        "ǅ, ǆ",
        "K, k",
        "\uD801\uDC00, \uD801\uDC28",
        "ẞ, ß"
    })
    void lowerCaseIsTheUnicodeStandards(String text, String lower) {
        assertEquals(lower, PythonText.lower(text));
    }

    @Test
    void stripKnowsEverySpaceAndNothingElse() {
        String spaces =
                "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u0085\u00A0\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000";
        assertEquals("a b", PythonText.strip(spaces + "a b" + spaces));
        assertEquals("", PythonText.strip(spaces));
        assertEquals("\u200Ba\uFEFF", PythonText.strip("\u200Ba\uFEFF"));
    }

    @Test
    void splitDropsEmptyWords() {
        assertEquals(List.of("a", "b", "c\u200Bd"), PythonText.split(" a\u00A0\u3000b\nc\u200Bd "));
        assertEquals(List.of(), PythonText.split(" \t"));
    }

    @Test
    void digitsAreThoseOfEveryScriptButNotFractionsOrPowers() {
        "07٣１".codePoints().forEach(c -> assertTrue(PythonText.isDigit(c)));
        assertTrue(PythonText.isDigit("𝟙".codePointAt(0)));
        "²½Ⅳa".codePoints().forEach(c -> assertFalse(PythonText.isDigit(c)));
    }
}
