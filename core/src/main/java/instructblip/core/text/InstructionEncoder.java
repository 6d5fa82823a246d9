package instructblip.core.text;

import instructblip.core.request.LanguageFamily;
import instructblip.core.request.RequestException;
import java.util.List;
import java.util.stream.IntStream;

/** Turns prompts and candidates into the ids that the Q-Former and the language model read. */
public final class InstructionEncoder implements AutoCloseable {

    /** LAVIS {@code max_txt_len}: the Q-Former's text is cut on the left beyond it. */
    private static final int QFORMER_TOKENS = 128;

    private final TextTokenizer language;
    private final TextTokenizer qformer;
    private final Limits limits;

    /**
     * @param family decides what candidates look like
     * @param vocabulary rows of the language model's embedding table
     * @param qformerVocabulary rows of the Q-Former's
     * @param promptTokens longest prompt
     */
    public record Limits(
            LanguageFamily family, int vocabulary, int qformerVocabulary, int promptTokens) {}

    public InstructionEncoder(TextTokenizer language, TextTokenizer qformer, Limits limits) {
        this.language = language;
        this.qformer = qformer;
        this.limits = limits;
    }

    /** The Q-Former's ids: at most 128 with their special tokens, cut on the left. */
    public int[] instruction(String prompt) throws RequestException {
        return known(qformer.encodeLast(prompt, QFORMER_TOKENS), limits.qformerVocabulary, qformer);
    }

    /**
     * The language model's ids with their special tokens, never cut.
     *
     * @throws RequestException when there are more than the limit
     */
    public int[] prompt(String prompt) throws RequestException {
        int[] ids = language.encode(prompt);
        if (ids.length > limits.promptTokens) {
            throw new RequestException(
                    "the prompt has %d tokens; expected at most %d (--max-prompt-tokens)"
                            .formatted(ids.length, limits.promptTokens));
        }
        return known(ids, limits.vocabulary, language);
    }

    /**
     * The ids that a candidate is scored by: on T5 with the end token, on decoder-only models
     * without special tokens.
     */
    public int[] candidate(String text) throws RequestException {
        int[] ids =
                limits.family == LanguageFamily.T5
                        ? language.encode(text)
                        : language.encodeWithoutStart(text);
        if (ids.length == 0) {
            throw new RequestException(
                    "the candidate \"" + text + "\" has no tokens; it would win every ranking");
        }
        return known(ids, limits.vocabulary, language);
    }

    /** Text of new tokens; LLaMA's id 0 is read as 2 (LAVIS {@code blip2_vicuna_instruct.py}). */
    public String decode(List<Integer> ids) {
        return language.decode(
                limits.family == LanguageFamily.LLAMA
                        ? ids.stream().map(id -> id == 0 ? 2 : id).toList()
                        : ids);
    }

    private static int[] known(int[] ids, int vocabulary, TextTokenizer tokenizer)
            throws RequestException {
        int largest = IntStream.of(ids).max().orElse(0);
        if (largest >= vocabulary) {
            throw new RequestException(
                    "%s gives id %d; the model has %d embeddings"
                            .formatted(tokenizer.file(), largest, vocabulary));
        }
        return ids;
    }

    @Override
    public void close() {
        language.close();
        qformer.close();
    }
}
