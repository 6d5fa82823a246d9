package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigNodeTest {

    @TempDir Path folder;

    @Test
    void valuesComeWithTheirType() throws IOException {
        ConfigNode config =
                config(
                        """
                        {"text":"gelu","count":3,"id":0,"real":1e-6,"flag":true,"none":null,
                         "inner":{"count":7},"more":[1]}
                        """);
        assertEquals("gelu", config.text("text"));
        assertEquals("relu", config.text("none", "relu"));
        assertEquals(3, config.count("count", 9));
        assertEquals(9, config.count("none", 9));
        assertEquals(0, config.number("id", 5));
        assertEquals(1e-6, config.real("real", 0));
        assertEquals(3, config.real("count", 0));
        assertTrue(config.flag("flag", false));
        assertEquals(7, config.object("inner").count("count", 1));
        assertEquals(1, config.objectOrEmpty("absent").count("count", 1));
        assertFalse(config.has("none"));
        assertEquals(
                List.of("text", "count", "id", "real", "flag", "none", "inner", "more"),
                config.keys());
    }

    @Test
    void faultsNameFileKeyFoundAndExpected() throws IOException {
        ConfigNode config = config("{\"inner\":{\"a\":\"x\",\"b\":0,\"c\":1.5,\"d\":2147483648}}");
        ConfigNode inner = config.object("inner");
        fails(" inner.a is \"x\"; expected a whole number below 2^31.", () -> inner.count("a", 1));
        fails(" inner.b is 0; expected a whole number above 0.", () -> inner.count("b", 1));
        fails(" inner.c is 1.5; expected a whole number below 2^31.", () -> inner.number("c", 1));
        fails(" inner.d is 2147483648; expected a whole", () -> inner.number("d", 1));
        fails(" inner.e is missing; expected a text.", () -> inner.text("e"));
        fails(" inner.a is \"x\"; expected true or false.", () -> inner.flag("a", true));
        fails(" inner.a is \"x\"; expected a number.", () -> inner.real("a", 1));
        fails(" inner.a is \"x\"; expected an object.", () -> inner.object("a"));
    }

    @Test
    void layersAreBounded() throws IOException {
        ConfigNode config = config("{\"few\":48,\"many\":1000000000}");
        assertEquals(48, config.layers("few", 1));
        fails(" many is 1000000000; expected at most 1000.", () -> config.layers("many", 1));
    }

    @Test
    void numbersBeyondDoubleAreRefused() throws IOException {
        ConfigNode config = config("{\"a\":1e999999999,\"b\":" + "9".repeat(900) + "}");
        fails("expected a number.", () -> config.real("a", 1));
        fails("expected a whole number", () -> config.number("b", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "5",
                "{",
                "{\"a\":1} x",
                "{\"a\":NaN}",
                "nonsense",
                "{\"a\":\"\u0001\"}",
                "{'a':1}"
            })
    void whatIsNoJsonObjectIsRefused(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), content);
        String message =
                assertThrows(CheckpointException.class, () -> ConfigNode.read(file)).getMessage();
        assertTrue(message.startsWith(file + " "), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void syntaxErrorsNameTheLine() throws IOException {
        fails(" is not valid JSON, line 3: ", () -> config("{\n\"a\": 1,\n\"b\": }"));
    }

    @Test
    void deepNestingEndsEarly() {
        fails("is not valid JSON", () -> config("{\"a\":" + "[".repeat(1_000_000)));
    }

    @Test
    void hugeNumbersEndEarly() {
        fails("is not valid JSON", () -> config("{\"a\":" + "9".repeat(1_000_000) + "}"));
    }

    @Test
    void hugeFilesAreNotRead() {
        fails(
                "expected a configuration of at most 16777216.",
                () -> config(" ".repeat(ConfigNode.MAX_BYTES) + "{}"));
    }

    @Test
    void byteOrderMarkIsSkipped() throws IOException {
        assertEquals(1, config("\ufeff{\"a\":1}").count("a", 2));
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Path file =
                Files.write(
                        folder.resolve("config.json"),
                        "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        fails("is not valid JSON", () -> ConfigNode.read(file));
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path blob = Files.writeString(folder.resolve("blob"), "{\"a\":1}");
        Path link = Files.createSymbolicLink(folder.resolve("config.json"), blob);
        assertEquals(1, ConfigNode.read(link).count("a", 2));
        Files.delete(blob);
        fails(" is a link to a file that is not there; expected", () -> ConfigNode.read(link));
    }

    @Test
    void pipesAreNotOpened() throws IOException, InterruptedException {
        Path pipe = folder.resolve("config.json");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        fails(" is no regular file; expected a JSON file.", () -> ConfigNode.read(pipe));
    }

    private ConfigNode config(String json) throws IOException {
        return ConfigNode.read(Files.writeString(folder.resolve("config.json"), json));
    }

    private static void fails(String part, Executable reading) {
        String message = assertThrows(CheckpointException.class, reading).getMessage();
        assertTrue(message.contains(part), () -> message + " should say " + part);
        assertTrue(message.lines().count() == 1 && message.length() < 500, message);
    }
}
