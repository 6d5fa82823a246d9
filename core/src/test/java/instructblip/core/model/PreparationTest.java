package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.core.Oracle;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Ranked;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {

    /** 400 positions; 5 visual tokens a frame. */
    private static final String OPT = "blip2-opt-projected";

    private static final Path IMAGE = Oracle.recording(OPT).resolve("images/a.png");

    @Test
    void learnedPositionsAreUsedToTheLast() throws Exception {
        try (OpenModel model = Oracle.open(OPT)) {
            PreparedRequest fits = model.prepare(request(2, generate(400 - 10 - 1 + 1)));
            assertEquals(11, fits.positions());
            assertEquals(
                    "10 visual tokens, 1 of the prompt and 391 new ones need 401 positions;"
                            + " the language model has 400",
                    assertThrows(
                                    RequestException.class,
                                    () -> model.prepare(request(2, generate(391))))
                            .getMessage());
            Generated text = assertInstanceOf(Generated.class, model.answer(List.of(fits)).get(0));
            assertEquals(390, text.ids().size());
        }
    }

    @Test
    void soTheyAreByCandidates() throws Exception {
        try (OpenModel model = Oracle.open(OPT)) {
            String longest = "!".repeat(390);
            PreparedRequest fits = model.prepare(request(2, new Rank(List.of("a", longest))));
            assertInstanceOf(Ranked.class, model.answer(List.of(fits)).get(0));
            AnswerMode beyond = new Rank(List.of("a", longest + "!"));
            assertThrows(RequestException.class, () -> model.prepare(request(2, beyond)));
        }
    }

    @Test
    void positionsThatAreComputedHaveNoEnd() throws Exception {
        try (OpenModel model = Oracle.open("llama-one-group")) {
            Path image = Oracle.recording("llama-one-group").resolve("images/a.png");
            model.prepare(new Request(List.of(image), "", generate(5000)));
        }
    }

    /** The end token is barred throughout, so that the text takes all the room. */
    private static Generate generate(int tokens) {
        return new Generate(1, tokens, tokens, 1.0, 1.0, false);
    }

    private static Request request(int frames, AnswerMode mode) {
        return new Request(Collections.nCopies(frames, IMAGE), "", mode);
    }
}
