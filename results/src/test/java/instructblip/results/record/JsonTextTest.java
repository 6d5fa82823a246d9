package instructblip.results.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatATerminalWouldActOnIsAnEscapeAndComesBack() throws JsonProcessingException {
        String text = "a\u009b2J\u007f\u202Eb\uFEFF\u2028\uD800 é 😀 אב";
        String json = JsonText.escapeUnprintable(JSON.writeValueAsString(text));
        assertEquals("\"a\\u009b2J\\u007f\\u202eb\\ufeff\\u2028\\ud800 é 😀 אב\"", json);
        assertEquals(text, JSON.readValue(json, String.class));
    }

    @Test
    void onlyLoneSurrogatesCannotBeStored() {
        assertEquals("\"\u202E\\udc00😀\"", JsonText.escapeLoneSurrogates("\"\u202E\uDC00😀\""));
        String plain = "{\"a\":1}";
        assertSame(plain, JsonText.escapeUnprintable(plain));
    }
}
