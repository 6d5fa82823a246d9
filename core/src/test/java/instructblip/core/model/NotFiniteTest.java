package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.core.Oracle;
import instructblip.core.request.Answer;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Failed;
import instructblip.core.request.Generate;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken weights: the answer names the part, and samples that do not meet them are sound. */
class NotFiniteTest {

    private static final AnswerMode GREEDY = new Generate(1, 6, 0, 1.0, 1.2, false);
    private static final AnswerMode BEAMS = new Generate(3, 6, 0, 1.0, 1.2, false);
    private static final AnswerMode RANK = new Rank(List.of("yes", "no", "two words"));

    @TempDir Path temporary;

    @ParameterizedTest
    @CsvSource({
        "vision_model.embeddings.class_embedding, vision encoder",
        "qformer.encoder.layer.0.output_query.dense.bias, Q-Former",
        "query_tokens, Q-Former",
        "language_projection.bias, projection",
        "language_model.model.norm.weight, language model",
        "language_model.model.layers.1.mlp.down_proj.weight, language model",
    })
    void thePartIsNamed(String tensor, String part) throws Exception {
        Path broken =
                Oracle.copyOf(
                        "llama-one-group",
                        temporary.resolve("broken"),
                        weights -> weights.get(tensor).values()[1] = Float.NaN);
        try (OpenModel model = Oracle.open(broken, Precision.FLOAT32)) {
            for (AnswerMode mode : List.of(GREEDY, BEAMS, RANK)) {
                PreparedRequest request =
                        model.prepare(new Request(List.of(image("a")), "Is it red?", mode));
                assertEquals(
                        List.of(failure(part), failure(part)),
                        model.answer(List.of(request, request)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"language model", "Q-Former"})
    void otherSamplesAreUntouched(String part) throws Exception {
        String table =
                part.equals("Q-Former")
                        ? "qformer.embeddings.word_embeddings.weight"
                        : "language_model.model.embed_tokens.weight";
        for (AnswerMode mode : List.of(GREEDY, BEAMS, RANK)) {
            List<Answer> sound;
            int token;
            try (OpenModel model = Oracle.open("llama-one-group")) {
                sound = model.answer(prepared(model, mode));
                Examiner examiner = new Examiner(model);
                int[] ids =
                        part.equals("Q-Former")
                                ? examiner.instructionIds("Q?")
                                : examiner.promptIds("Q?");
                token = ids[1];
            }
            Path broken =
                    Oracle.copyOf(
                            "llama-one-group",
                            temporary.resolve(part + mode.hashCode()),
                            weights -> {
                                float[] values = weights.get(table).values();
                                int width = weights.get(table).shape().get(1).intValue();
                                Arrays.fill(values, token * width, (token + 1) * width, Float.NaN);
                            });
            try (OpenModel model = Oracle.open(broken, Precision.FLOAT32)) {
                List<Answer> found = model.answer(prepared(model, mode));
                assertEquals(failure(part), found.get(1));
                assertEquals(sound.get(0), found.get(0));
                assertEquals(sound.get(2), found.get(2));
            }
        }
    }

    @Test
    void anInfiniteLogitFails() throws Exception {
        Path broken =
                Oracle.copyOf(
                        "t5-silu-tied",
                        temporary.resolve("broken"),
                        weights ->
                                Arrays.fill(
                                        weights.get(
                                                        "language_model.decoder.final_layer_norm.weight")
                                                .values(),
                                        Float.MAX_VALUE));
        try (OpenModel model = Oracle.open(broken, Precision.FLOAT32)) {
            for (AnswerMode mode : List.of(GREEDY, BEAMS, RANK)) {
                PreparedRequest request =
                        model.prepare(new Request(List.of(image("a")), "Is it red?", mode));
                assertEquals(List.of(failure("language model")), model.answer(List.of(request)));
            }
        }
    }

    private static List<PreparedRequest> prepared(OpenModel model, AnswerMode mode)
            throws Exception {
        List<PreparedRequest> requests = new ArrayList<>();
        for (String prompt : List.of("is it blue", "Q?", "is there a red circle in it")) {
            requests.add(model.prepare(new Request(List.of(image("a")), prompt, mode)));
        }
        return requests;
    }

    private static Path image(String name) {
        return Oracle.recording("llama-one-group").resolve("images").resolve(name + ".png");
    }

    private static Failed failure(String part) {
        return new Failed(
                "the " + part + " gives numbers that are not finite (overflow, or broken weights)");
    }
}
