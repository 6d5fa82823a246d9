package instructblip.core.decode;

import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.Set;

/** End tokens while a text is shorter than its minimum. */
final class Barred {

    private Barred() {}

    /** (E) ids, or null where nothing is barred. */
    static Tensor tensor(Scope scope, Set<Integer> endTokens, boolean tooShort) {
        if (!tooShort || endTokens.isEmpty()) {
            return null;
        }
        return scope.tensor(
                endTokens.stream().mapToLong(Integer::longValue).toArray(), endTokens.size());
    }
}
