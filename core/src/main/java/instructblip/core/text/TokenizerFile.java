package instructblip.core.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What must be known of a {@code tokenizer.json} before it is handed to the native library, found
 * by reading it as a stream.
 *
 * @param path to it
 * @param model how it splits words: {@code Unigram}, {@code BPE}, {@code WordPiece}
 */
record TokenizerFile(Path path, String model) {

    private static final long MAX_BYTES = 64L << 20;

    /** A vocabulary's words occur once each: a table of them only costs time. */
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    static TokenizerFile read(Path path) {
        InputFile.require(
                path,
                "the tokenizer in one file (AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)"
                        + " of the transformers library writes it)");
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new CheckpointException(
                        "%s has %d bytes; expected a tokenizer of at most %d."
                                .formatted(path, Files.size(path), MAX_BYTES));
            }
            try (JsonParser json = JSON.createParser(path.toFile())) {
                return new TokenizerFile(path, model(path, json));
            }
        } catch (JsonProcessingException e) {
            throw InputFile.notJson(path, e);
        } catch (IOException e) {
            throw InputFile.unreadable(path, e);
        }
    }

    private static String model(Path path, JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new CheckpointException(path + " holds no JSON object; expected a tokenizer.");
        }
        String found = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT && key.equals("model")) {
                found = type(json);
            } else {
                json.skipChildren();
            }
        }
        if (found.isEmpty()) {
            throw new CheckpointException(
                    path + ": model is missing; expected a tokenizer's vocabulary.");
        }
        return found;
    }

    /** Old files leave the type out; merges are then what tells byte pairs from the others. */
    private static String type(JsonParser json) throws IOException {
        String type = "";
        boolean merges = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
            if (key.equals("type") && isText) {
                type = json.getText();
            }
            merges |= key.equals("merges");
            json.skipChildren();
        }
        if (!type.isEmpty()) {
            return type;
        }
        return merges ? "BPE" : "unnamed";
    }
}
