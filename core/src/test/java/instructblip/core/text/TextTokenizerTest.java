package instructblip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.core.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTokenizerTest {

    private static final Path MODELS = Path.of("src", "test", "resources", "oracle", "models");

    @TempDir Path folder;

    /** A tokenizer with what the reference makes of awkward texts. */
    record Recorded(String name, JsonNode json) {

        TextTokenizer open() {
            return TextTokenizer.open(
                    MODELS.resolve(json.get("model").asText())
                            .resolve(json.get("folder").asText()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recorded> recordings() throws IOException {
        try (InputStream in = TextTokenizerTest.class.getResourceAsStream("tokenizers.json")) {
            List<Recorded> recordings = new ArrayList<>();
            for (JsonNode json : new ObjectMapper().readTree(in)) {
                String name = json.get("model").asText() + "/" + json.get("folder").asText();
                recordings.add(new Recorded(name, json));
            }
            return recordings.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void textsBecomeTheReferencesIds(Recorded recorded) {
        try (TextTokenizer tokenizer = recorded.open()) {
            for (JsonNode sample : recorded.json().get("encoded")) {
                String text = sample.get("text").asText();
                assertEquals(ids(sample.get("ids")), ids(tokenizer.encode(text)), text);
                assertEquals(ids(sample.get("last9")), ids(tokenizer.encodeLast(text, 9)), text);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void idsBecomeTheReferencesTexts(Recorded recorded) {
        try (TextTokenizer tokenizer = recorded.open()) {
            for (JsonNode sample : recorded.json().get("decoded")) {
                List<Integer> ids = ids(sample.get("ids"));
                assertEquals(sample.get("text").asText(), tokenizer.decode(ids), ids.toString());
            }
        }
    }

    @Test
    void theStartTokenIsLeftOutOfCandidates() {
        try (TextTokenizer vicuna = TextTokenizer.open(MODELS.resolve("instructblip-vicuna-tiny"));
                TextTokenizer t5 = TextTokenizer.open(MODELS.resolve("instructblip-t5-tiny"))) {
            List<Integer> whole = ids(vicuna.encode("a red circle"));
            assertEquals(
                    whole.subList(1, whole.size()), ids(vicuna.encodeWithoutStart("a red circle")));
            assertEquals(List.of(), ids(vicuna.encodeWithoutStart("")));
            // The text's own </s> is text.
            List<Integer> spelled = ids(vicuna.encode("</s> no"));
            assertEquals(List.of(2, 2), spelled.subList(0, 2));
            assertEquals(
                    spelled.subList(1, spelled.size()), ids(vicuna.encodeWithoutStart("</s> no")));
            assertEquals(ids(t5.encode("yes")), ids(t5.encodeWithoutStart("yes")));
        }
    }

    @Test
    void cleanUpIsForTokenizersThatAskForIt() throws IOException {
        List<Integer> ids;
        Path t5 = MODELS.resolve("instructblip-t5-tiny");
        try (TextTokenizer tokenizer = TextTokenizer.open(t5)) {
            ids = ids(tokenizer.encode("it 's a circle ."));
            assertEquals("it's a circle.", tokenizer.decode(ids));
        }
        Path copy = copy(t5);
        Files.delete(copy.resolve("tokenizer_config.json"));
        try (TextTokenizer tokenizer = TextTokenizer.open(copy)) {
            assertEquals("it 's a circle .", tokenizer.decode(ids));
        }
    }

    @Test
    void bytePairTokenizersAreNotCleanedUp() throws IOException {
        Path copy = copy(MODELS.resolve("instructblip-vicuna-tiny"));
        Path config = copy.resolve("tokenizer_config.json");
        Files.writeString(config, "{\"clean_up_tokenization_spaces\":true}");
        try (TextTokenizer tokenizer = TextTokenizer.open(copy)) {
            assertEquals("BPE", tokenizer.model());
            assertEquals("a circle .", tokenizer.decode(ids(tokenizer.encode("a circle ."))));
        }
        Files.writeString(
                config,
                "{\"clean_up_tokenization_spaces\":true,"
                        + "\"clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output\":true}");
        try (TextTokenizer tokenizer = TextTokenizer.open(copy)) {
            assertEquals("a circle.", tokenizer.decode(ids(tokenizer.encode("a circle ."))));
        }
    }

    @Test
    void truncationAndPaddingOfTheFileAreNotApplied() throws IOException {
        Path copy = copy(MODELS.resolve("instructblip-t5-tiny"));
        Path file = copy.resolve("tokenizer.json");
        String json = Files.readString(file);
        List<Integer> expected;
        try (TextTokenizer tokenizer = TextTokenizer.open(copy)) {
            expected = ids(tokenizer.encode("what color is the circle?"));
        }
        String changed =
                json.replaceFirst(
                                "\"truncation\":\\s*null",
                                "\"truncation\":{\"direction\":\"Right\",\"max_length\":4,"
                                        + "\"strategy\":\"LongestFirst\",\"stride\":0}")
                        .replaceFirst(
                                "\"padding\":\\s*null",
                                "\"padding\":{\"strategy\":{\"Fixed\":64},\"direction\":\"Right\","
                                        + "\"pad_to_multiple_of\":null,\"pad_id\":0,"
                                        + "\"pad_type_id\":0,\"pad_token\":\"<pad>\"}");
        assertTrue(changed.contains("LongestFirst") && changed.contains("Fixed"));
        Files.writeString(file, changed);
        try (TextTokenizer tokenizer = TextTokenizer.open(copy)) {
            assertEquals(expected, ids(tokenizer.encode("what color is the circle?")));
        }
    }

    @Test
    void aMissingTokenizerSaysHowToMakeIt() {
        fails("tokenizer.json is missing; expected the tokenizer in one file", "save_pretrained");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"model\":5}",
                "{}",
                "{\"model\":{\"type\":\"Unknown\"}}",
                "{\"version\":\"1.0\",\"model\":{\"type\":\"BPE\",\"vocab\":{},\"merges\":[\"a\"]}}",
                "{\"model\":{\"type\":\"Unigram\",\"vocab\":[]}} trailing",
                "pickle"
            })
    void brokenTokenizersAreNamed(String content) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), content);
        fails(folder.resolve("tokenizer.json").toString());
    }

    @Test
    void deepNestingEndsEarly() throws IOException {
        Files.writeString(
                folder.resolve("tokenizer.json"), "{\"model\":{\"x\":" + "[".repeat(1_000_000));
        fails("is not valid JSON");
    }

    @Test
    void hugeTokenizersAreNotRead() throws IOException {
        try (var file =
                new java.io.RandomAccessFile(folder.resolve("tokenizer.json").toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        fails("has 1099511627776 bytes; expected a tokenizer of at most 67108864.");
    }

    private void fails(String... parts) {
        String message =
                assertThrows(CheckpointException.class, () -> TextTokenizer.open(folder).close())
                        .getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> message + " should say " + part);
        }
        assertEquals(1, message.lines().count(), message);
    }

    private Path copy(Path model) throws IOException {
        for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(model.resolve(name), folder.resolve(name));
        }
        return folder;
    }

    private static List<Integer> ids(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    private static List<Integer> ids(JsonNode json) {
        List<Integer> ids = new ArrayList<>();
        json.forEach(id -> ids.add(id.asInt()));
        return ids;
    }
}
