package instructblip.core.decode;

import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Ids that the repetition penalty applies to, laid out as a (B, n, S) tensor. Rows are filled up
 * with an id of their own, which changes nothing: an id counts once however often it stands there.
 * A row that has seen nothing holds {@link #NOTHING} throughout.
 */
final class SeenTokens {

    /** What the kernel takes for no id. */
    private static final int NOTHING = -1;

    private final List<List<Integer>> before;

    /**
     * @param before per sample the ids seen before anything is written
     */
    SeenTokens(List<List<Integer>> before) {
        this.before = before;
    }

    static SeenTokens of(Prefixes prefixes, List<Integer> startTokens, boolean penalisePrompt) {
        List<List<Integer>> before = new ArrayList<>();
        for (List<Integer> prompt : prefixes.promptTokens()) {
            List<Integer> ids = new ArrayList<>(startTokens);
            if (penalisePrompt) {
                ids.addAll(prompt);
            }
            before.add(ids);
        }
        return new SeenTokens(before);
    }

    /**
     * @param written (B)(n) what each running row has written so far
     * @return null where nothing has been seen yet
     */
    Tensor tensor(Scope scope, List<List<List<Integer>>> written) {
        int rows = written.get(0).size();
        int longest = 0;
        for (int b = 0; b < written.size(); b++) {
            for (List<Integer> row : written.get(b)) {
                longest = Math.max(longest, before.get(b).size() + row.size());
            }
        }
        if (longest == 0) {
            return null;
        }
        long[] flat = new long[written.size() * rows * longest];
        int at = 0;
        for (int b = 0; b < written.size(); b++) {
            for (List<Integer> row : written.get(b)) {
                fill(flat, at, longest, before.get(b), row);
                at += longest;
            }
        }
        return scope.tensor(flat, written.size(), rows, longest);
    }

    private static void fill(
            long[] flat, int at, int length, List<Integer> before, List<Integer> row) {
        List<Integer> own = new ArrayList<>(before);
        own.addAll(row);
        for (int i = 0; i < length; i++) {
            if (i < own.size()) {
                flat[at + i] = own.get(i);
            } else {
                flat[at + i] = own.isEmpty() ? NOTHING : own.get(0);
            }
        }
    }
}
