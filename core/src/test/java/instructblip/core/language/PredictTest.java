package instructblip.core.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import instructblip.core.kernel.DType;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits of an answer on the kernels that learn and on those that answer. */
class PredictTest {

    private static final int POSITIONS = 20;
    private static final int[] LENGTHS = {POSITIONS, 13};

    static List<String> names() {
        return LanguageModels.names();
    }

    /** Few tokens look at many positions, then many. */
    @ParameterizedTest
    @MethodSource("names")
    void areTheSame(String name) {
        check(name, List.of(new int[] {5}, new int[] {7}));
        check(name, List.of(new int[] {5, 6}, new int[] {7, 4}));
        check(name, List.of(new int[] {5, 6, 8, 9, 4, 5, 6}, new int[] {7, 8, 9, 7, 4, 6, 5}));
    }

    private static void check(String name, List<int[]> answers) {
        try (Kernels answering = LanguageModels.kernels();
                Kernels learning = Kernels.openForTraining("cpu", DType.FLOAT32)) {
            float[] expected = logits(name, answering, answers);
            assertArrayEquals(expected, logits(name, learning, answers), 2e-4f);
        }
    }

    private static float[] logits(String name, Kernels kernels, List<int[]> answers) {
        try (LanguageModel model = LanguageModels.open(name, kernels);
                Scope scope = kernels.scope()) {
            Random random = new Random(5);
            float[] rows = new float[LENGTHS.length * POSITIONS * model.width()];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (float) random.nextGaussian();
            }
            return model.predict(
                            scope,
                            scope.tensor(rows, LENGTHS.length, POSITIONS, model.width()),
                            LENGTHS,
                            answers)
                    .floats();
        }
    }
}
