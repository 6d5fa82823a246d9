package instructblip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PythonTextTest {

    @Test
    void stripTakesWhatPythonCallsSpace() {
        assertEquals(
                "a\u00a0b",
                PythonText.strip("\u2003\u0085\u00a0 \t\u001ca\u00a0b\u3000\u2028\u202f\n"));
        assertEquals("\u200b\ufeff", PythonText.strip(" \u200b\ufeff "));
        assertEquals("", PythonText.strip(" \n "));
    }

    @Test
    void loneSurrogatesAreFound() {
        assertEquals(-1, PythonText.loneSurrogate("a\ud83d\ude42b"));
        assertEquals(1, PythonText.loneSurrogate("a\ud83d"));
        assertEquals(0, PythonText.loneSurrogate("\ude42\ud83d"));
        assertEquals(2, PythonText.loneSurrogate("\ud83d\ude42\ud83d\ud83d\ude42"));
    }
}
