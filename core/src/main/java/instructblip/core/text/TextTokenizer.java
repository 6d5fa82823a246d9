package instructblip.core.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One {@code tokenizer.json}, read as it stands: nothing is truncated or padded here. May be used
 * from several threads.
 */
public final class TextTokenizer implements AutoCloseable {

    /** What {@code clean_up_tokenization_spaces} means in {@code transformers}. */
    private static final Map<String, String> CLEAN_UP = new LinkedHashMap<>();

    static {
        for (String mark : List.of(".", "?", "!", ",")) {
            CLEAN_UP.put(" " + mark, mark);
        }
        CLEAN_UP.put(" ' ", "'");
        for (String ending : List.of("n't", "'m", "'s", "'ve", "'re")) {
            CLEAN_UP.put(" " + ending, ending);
        }
    }

    private final HuggingFaceTokenizer tokenizer;
    private final Path file;
    private final boolean cleansUp;

    private TextTokenizer(HuggingFaceTokenizer tokenizer, Path file, boolean cleansUp) {
        this.tokenizer = tokenizer;
        this.file = file;
        this.cleansUp = cleansUp;
    }

    /**
     * Opens {@code tokenizer.json} of a folder; {@code tokenizer_config.json} beside it, where
     * there is one, says whether decoded text is cleaned up.
     *
     * @throws CheckpointException when it is missing or not readable
     */
    public static TextTokenizer open(Path folder) {
        Path file = folder.resolve("tokenizer.json");
        ConfigNode json = ConfigNode.read(file);
        try {
            HuggingFaceTokenizer tokenizer =
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(file)
                            .optTruncation(false)
                            .optPadding(false)
                            .optAddSpecialTokens(true)
                            .build();
            return new TextTokenizer(tokenizer, file, cleansUp(folder, json));
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException(
                    "%s cannot be used as a tokenizer: %s"
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
                    e);
        }
    }

    /** Byte-pair tokenizers carry their own spacing and are never cleaned up. */
    private static boolean cleansUp(Path folder, ConfigNode json) {
        Path config = folder.resolve("tokenizer_config.json");
        boolean asked =
                Files.exists(config)
                        && ConfigNode.read(config).flag("clean_up_tokenization_spaces", false);
        return asked && !json.objectOrEmpty("model").text("type", "").equals("BPE");
    }

    /** Ids of a text with the tokenizer's special tokens around it. */
    public int[] encode(String text) {
        return encode(text, true);
    }

    /** Ids of a text alone. */
    public int[] encodePlain(String text) {
        return encode(text, false);
    }

    private int[] encode(String text, boolean special) {
        Encoding encoding = tokenizer.encode(text, special, false);
        return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }

    /**
     * Ids with special tokens, at most {@code most}: a longer text loses its left part while the
     * special tokens stay.
     */
    public int[] encodeLast(String text, int most) {
        int[] ids = encode(text);
        if (ids.length <= most) {
            return ids;
        }
        int before = leadingSpecials(ids, encodePlain(text));
        return IntStream.concat(
                        Arrays.stream(ids, 0, before),
                        Arrays.stream(ids, ids.length - (most - before), ids.length))
                .toArray();
    }

    /** Ids without the special tokens in front; those behind stay. */
    public int[] encodeWithoutStart(String text) {
        int[] ids = encode(text);
        return Arrays.copyOfRange(ids, leadingSpecials(ids, encodePlain(text)), ids.length);
    }

    /** How many special tokens stand in front: the rest is the text alone and those behind it. */
    private static int leadingSpecials(int[] ids, int[] plain) {
        for (int before = 0; before + plain.length <= ids.length; before++) {
            if (Arrays.equals(ids, before, before + plain.length, plain, 0, plain.length)) {
                return before;
            }
        }
        throw new IllegalStateException("special tokens stand inside the text");
    }

    /** Text of ids without special tokens, cleaned up where the tokenizer says so, stripped. */
    public String decode(List<Integer> ids) {
        long[] plain = ids.stream().mapToLong(Integer::longValue).toArray();
        String text = tokenizer.decode(plain, true);
        if (cleansUp) {
            for (Map.Entry<String, String> rule : CLEAN_UP.entrySet()) {
                text = text.replace(rule.getKey(), rule.getValue());
            }
        }
        return PythonText.strip(text);
    }

    /** The file, for messages. */
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
