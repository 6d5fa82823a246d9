package instructblip.core.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.checkpoint.Excerpt;
import instructblip.core.kernel.EngineException;
import instructblip.core.kernel.EngineSettings;
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
    private final TokenizerFile file;
    private final boolean cleansUp;

    private TextTokenizer(HuggingFaceTokenizer tokenizer, TokenizerFile file, boolean cleansUp) {
        this.tokenizer = tokenizer;
        this.file = file;
        this.cleansUp = cleansUp;
    }

    /**
     * Opens {@code tokenizer.json} of a folder; {@code tokenizer_config.json} beside it, where
     * there is one, says whether decoded text is cleaned up.
     *
     * @throws CheckpointException when it is missing or not readable
     * @throws EngineException when the tokenizers' native library cannot be used here
     */
    public static TextTokenizer open(Path folder) {
        TokenizerFile file = TokenizerFile.read(folder.resolve("tokenizer.json"));
        boolean cleansUp = cleansUp(folder, file);
        EngineSettings.apply();
        try {
            HuggingFaceTokenizer tokenizer =
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(file.path())
                            .optTruncation(false)
                            .optPadding(false)
                            .optAddSpecialTokens(true)
                            .build();
            return new TextTokenizer(tokenizer, file, cleansUp);
        } catch (LinkageError | ai.djl.engine.EngineException e) {
            throw EngineException.because("The tokenizers' native library cannot be used here", e);
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException(
                    "%s cannot be used as a tokenizer: %s"
                            .formatted(file.path(), Excerpt.of(String.valueOf(e.getMessage()))),
                    e);
        }
    }

    /** Byte-pair tokenizers carry their own spacing and are not cleaned up unless they insist. */
    private static boolean cleansUp(Path folder, TokenizerFile file) {
        Path path = folder.resolve("tokenizer_config.json");
        if (!Files.exists(path)) {
            return false;
        }
        ConfigNode config = ConfigNode.read(path);
        String insists = "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output";
        return config.flag("clean_up_tokenization_spaces", false)
                && (!file.model().equals("BPE") || config.flag(insists, false));
    }

    /** Ids of a text with the tokenizer's special tokens around it. */
    public int[] encode(String text) {
        return encoded(text).ids;
    }

    /**
     * Ids with special tokens, at most {@code most}: a longer text loses its left part while the
     * special tokens stay.
     */
    public int[] encodeLast(String text, int most) {
        Encoded encoded = encoded(text);
        int[] ids = encoded.ids;
        if (ids.length <= most) {
            return ids;
        }
        return IntStream.concat(
                        Arrays.stream(ids, 0, encoded.before),
                        Arrays.stream(ids, ids.length - (most - encoded.before), ids.length))
                .toArray();
    }

    /** Ids without the special tokens in front; those behind stay. */
    public int[] encodeWithoutStart(String text) {
        Encoded encoded = encoded(text);
        return Arrays.copyOfRange(encoded.ids, encoded.before, encoded.ids.length);
    }

    /**
     * @param before tokens that were put in front; a special token that the text itself spells out
     *     is text
     */
    private record Encoded(int[] ids, int before) {}

    /** Asks for the ids only: all that DJL's own encoding holds takes longer than encoding. */
    private Encoded encoded(String text) {
        TokenizersLibrary library = TokenizersLibrary.LIB;
        long encoding = library.encode(tokenizer.getHandle(), text, true);
        try {
            long[] isSpecial = library.getSpecialTokenMask(encoding);
            int before = 0;
            while (before < isSpecial.length && isSpecial[before] == 1) {
                before++;
            }
            int[] ids =
                    Arrays.stream(library.getTokenIds(encoding))
                            .mapToInt(Math::toIntExact)
                            .toArray();
            return new Encoded(ids, before);
        } finally {
            library.deleteEncoding(encoding);
        }
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

    /** How it splits words: {@code Unigram}, {@code BPE}, {@code WordPiece}. */
    public String model() {
        return file.model();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
