package instructblip.core.text;

import instructblip.core.checkpoint.Excerpt;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.RequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns prompts and candidates into the ids that the Q-Former and the language model read. */
public final class InstructionEncoder implements AutoCloseable {

    /** LAVIS {@code max_txt_len}: the Q-Former's text is cut on the left beyond it. */
    private static final int QFORMER_TOKENS = 128;

    /** LAVIS {@code max_output_txt_len}: an answer to learn is cut on the right beyond it. */
    private static final int ANSWER_TOKENS = 256;

    /** Keeps the time of tokenizing bounded; far beyond any limit in tokens. */
    private static final int MAX_CHARACTERS = 1 << 20;

    private final TextTokenizer language;
    private final Optional<TextTokenizer> qformer;
    private final Limits limits;

    /**
     * @param family decides what candidates look like
     * @param vocabulary rows of the language model's embedding table
     * @param promptTokens longest prompt
     * @param endToken that closes a text
     * @param instruction of the Q-Former; empty where it reads no text
     */
    public record Limits(
            LanguageFamily family,
            int vocabulary,
            int promptTokens,
            int endToken,
            Optional<Instruction> instruction) {

        /**
         * @param vocabulary rows of the Q-Former's embedding table
         * @param positions longest text that it has positions for
         */
        public record Instruction(int vocabulary, int positions) {

            private int tokens() {
                return Math.min(QFORMER_TOKENS, positions);
            }
        }

        /**
         * Longest text of the Q-Former, special tokens included; what is longer is cut. 0 where it
         * reads none.
         */
        public int instructionTokens() {
            return instruction.map(Instruction::tokens).orElse(0);
        }
    }

    /**
     * @param language tokenizer of the language model
     * @param qformer tokenizer of the Q-Former, where it reads text
     */
    public InstructionEncoder(
            TextTokenizer language, Optional<TextTokenizer> qformer, Limits limits) {
        this.language = language;
        this.qformer = qformer;
        this.limits = limits;
    }

    /**
     * The Q-Former's ids: at most 128 with their special tokens, cut on the left; none where it
     * reads no text.
     */
    public int[] instruction(String prompt) throws RequestException {
        requireText("prompt", prompt);
        if (qformer.isEmpty()) {
            return new int[0];
        }
        return known(
                qformer.get().encodeLast(prompt, limits.instructionTokens()),
                limits.instruction.orElseThrow().vocabulary(),
                "qformer_tokenizer/tokenizer.json");
    }

    /**
     * The language model's ids with their special tokens, never cut.
     *
     * @throws RequestException when there are more than the limit
     */
    public int[] prompt(String prompt) throws RequestException {
        requireText("prompt", prompt);
        int[] ids = language.encode(prompt);
        if (ids.length > limits.promptTokens) {
            throw new RequestException(
                    "the prompt has %d tokens; expected at most %d (--max-prompt-tokens)"
                            .formatted(ids.length, limits.promptTokens));
        }
        return known(ids, limits.vocabulary, "tokenizer.json");
    }

    /**
     * The language model's ids of a prompt to learn with: at most 128 with their special tokens,
     * cut on the left, as the authors' code does in training.
     */
    public int[] promptToLearn(String prompt) throws RequestException {
        requireText("prompt", prompt);
        return known(
                language.encodeLast(prompt, QFORMER_TOKENS), limits.vocabulary, "tokenizer.json");
    }

    /**
     * The ids that a candidate is scored by: on T5 with the end token, on decoder-only models
     * without special tokens.
     */
    public int[] candidate(String text) throws RequestException {
        requireText("candidate", text);
        int[] ids =
                limits.family == LanguageFamily.T5
                        ? language.encode(text)
                        : language.encodeWithoutStart(text);
        if (ids.length == 0) {
            throw new RequestException(
                    "the candidate \"%s\" has no tokens; it would win every ranking"
                            .formatted(Excerpt.of(text)));
        }
        return known(ids, limits.vocabulary, "tokenizer.json");
    }

    /**
     * The ids that are learned as an answer, closed by an end token; an empty text is the end token
     * alone.
     */
    public int[] answer(String text) throws RequestException {
        requireText("answer", text);
        if (limits.family == LanguageFamily.T5) {
            return known(language.encode(text), limits.vocabulary, "tokenizer.json");
        }
        int[] ids = language.encodeWithoutStart(text);
        int[] closed = Arrays.copyOf(ids, ids.length + 1);
        closed[ids.length] = limits.endToken;
        return known(closed, limits.vocabulary, "tokenizer.json");
    }

    /**
     * As {@link #answer}, at most 256 ids, cut on the right. T5 keeps its end token; decoder-only
     * models lose theirs, since the authors' code puts it into the text before it cuts.
     */
    public int[] answerToLearn(String text) throws RequestException {
        int[] ids = answer(text);
        if (ids.length <= ANSWER_TOKENS) {
            return ids;
        }
        int[] cut = Arrays.copyOf(ids, ANSWER_TOKENS);
        if (limits.family == LanguageFamily.T5) {
            cut[ANSWER_TOKENS - 1] = ids[ids.length - 1];
        }
        return cut;
    }

    /** Text of new tokens; LLaMA's id 0 is read as 2 (LAVIS {@code blip2_vicuna_instruct.py}). */
    public String decode(List<Integer> ids) {
        return language.decode(
                limits.family == LanguageFamily.LLAMA
                        ? ids.stream().map(id -> id == 0 ? 2 : id).toList()
                        : ids);
    }

    /** Half of a surrogate pair is no character: the reference's tokenizers refuse it too. */
    private static void requireText(String what, String text) throws RequestException {
        if (text.length() > MAX_CHARACTERS) {
            throw new RequestException(
                    "the %s has %d characters; expected at most %d"
                            .formatted(what, text.length(), MAX_CHARACTERS));
        }
        int lone = PythonText.loneSurrogate(text);
        if (lone >= 0) {
            throw new RequestException(
                    "the %s holds U+%04X at character %d, half of a surrogate pair; expected text"
                            .formatted(what, (int) text.charAt(lone), lone + 1));
        }
    }

    private static int[] known(int[] ids, int vocabulary, String tokenizer)
            throws RequestException {
        int largest = IntStream.of(ids).max().orElse(0);
        if (largest >= vocabulary) {
            throw new RequestException(
                    "%s gives id %d; the model has %d embeddings"
                            .formatted(tokenizer, largest, vocabulary));
        }
        return ids;
    }

    @Override
    public void close() {
        language.close();
        qformer.ifPresent(TextTokenizer::close);
    }
}
