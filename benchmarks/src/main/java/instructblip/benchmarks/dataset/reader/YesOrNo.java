package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.Annotation;
import java.util.List;

/**
 * The words that a binary label is widened to (InstructBLIP paper, section 2.5): {@code yes} and
 * {@code true} for 1, {@code no} and {@code false} for 0.
 */
final class YesOrNo {

    static final List<String> CANDIDATES = List.of("yes", "true", "no", "false");

    private YesOrNo() {}

    static List<String> references(int label) {
        return label == 1 ? CANDIDATES.subList(0, 2) : CANDIDATES.subList(2, 4);
    }

    static int label(Annotation record) throws DatasetException {
        return record.index("label", 2, "0 or 1");
    }
}
