package instructblip.core.language;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import java.util.Arrays;
import java.util.List;

/** How a decoder-only model learns an answer: it reads it behind the prompt. */
public final class DecoderLesson {

    private final Kernels kernels;
    private final DecoderStack stack;

    public DecoderLesson(Kernels kernels, DecoderStack stack) {
        this.kernels = kernels;
        this.stack = stack;
    }

    /** The prompt and all of the answer that has something to predict behind it. */
    public static int[] ids(int[] prompt, int[] answer) {
        int[] ids = Arrays.copyOf(prompt, prompt.length + answer.length - 1);
        System.arraycopy(answer, 0, ids, prompt.length, answer.length - 1);
        return ids;
    }

    /** See {@link LanguageModel#predict}. */
    public Tensor predict(Scope scope, Tensor rows, int[] lengths, List<int[]> answers) {
        try (Scope pass = scope.inner()) {
            TensorList store =
                    pass.own(
                            kernels.list(
                                    "store", rows, stack.layers(), rows.size(1), stack.keyWidth()));
            Tensor wanted = Padding.ids(pass, positions(lengths, answers));
            return stack.prefill(scope, rows, wanted, store);
        }
    }

    /** (B)(longest answer): where each token of an answer is predicted. */
    private static int[][] positions(int[] lengths, List<int[]> answers) {
        int longest = answers.stream().mapToInt(answer -> answer.length).max().orElseThrow();
        int[][] positions = new int[lengths.length][longest];
        for (int b = 0; b < lengths.length; b++) {
            for (int i = 0; i < longest; i++) {
                int position = lengths[b] - answers.get(b).length + i;
                positions[b][i] = Math.min(position, lengths[b] - 1);
            }
        }
        return positions;
    }
}
