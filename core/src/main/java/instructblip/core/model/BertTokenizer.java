package instructblip.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/**
 * The {@code tokenizer.json} of BERT with {@code [DEC]}, which the authors' tokenizer has behind
 * all others.
 *
 * @param json the file
 * @param vocabulary ids that there are, counted from 0 without a gap
 */
record BertTokenizer(ObjectNode json, int vocabulary) {

    private static final String DEC = "[DEC]";

    /**
     * Reads a file and adds the token where it is missing.
     *
     * @throws CheckpointException when it is no tokenizer with a vocabulary
     */
    static BertTokenizer read(Path file) {
        ConfigNode config = ConfigNode.read(file);
        ObjectNode json = config.json().deepCopy();
        JsonNode words = config.object("model").object("vocab").json();
        ArrayNode added = added(config, json);
        int ids = vocabulary(config, words, added);
        boolean known =
                words.has(DEC)
                        || StreamSupport.stream(added.spliterator(), false)
                                .anyMatch(token -> token.path("content").asText().equals(DEC));
        if (known) {
            return new BertTokenizer(json, ids);
        }
        added.addObject()
                .put("id", ids)
                .put("content", DEC)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
        return new BertTokenizer(json, ids + 1);
    }

    private static ArrayNode added(ConfigNode config, ObjectNode json) {
        if (!config.has("added_tokens")) {
            return json.putArray("added_tokens");
        }
        if (json.get("added_tokens") instanceof ArrayNode added) {
            return added;
        }
        throw config.fault("added_tokens", "a list");
    }

    /** A row of a table is made for each id, so an id beyond their number is none. */
    private static int vocabulary(ConfigNode config, JsonNode words, ArrayNode added) {
        int most = words.size() + added.size();
        int largest = -1;
        for (JsonNode id : words) {
            largest = Math.max(largest, id(config, id, most));
        }
        for (JsonNode token : added) {
            largest = Math.max(largest, id(config, token.path("id"), most));
        }
        if (largest < 0) {
            throw config.object("model").fault("vocab", "words with their ids");
        }
        return largest + 1;
    }

    private static int id(ConfigNode config, JsonNode id, int most) {
        if (!id.isInt() || id.intValue() < 0 || id.intValue() >= most) {
            throw new CheckpointException(
                    "%s: a token has the id %s; expected whole numbers below %d, as many as there are tokens."
                            .formatted(config.file(), id.isMissingNode() ? "none" : id, most));
        }
        return id.intValue();
    }
}
