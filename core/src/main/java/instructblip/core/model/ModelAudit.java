package instructblip.core.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint folder holds, found without reading weights and without the tensor engine.
 *
 * @param folder as given
 * @param modelType {@code model_type} of its configuration
 * @param languageModel {@code model_type} of its text configuration
 * @param parts in the order of the data: vision, qformer, language
 * @param faults every missing, unexpected or mis-shaped tensor and every missing file, a line each;
 *     empty when {@code run} could load the folder
 */
public record ModelAudit(
        Path folder,
        String modelType,
        String languageModel,
        List<Part> parts,
        List<String> faults) {

    /**
     * @param name of the part
     * @param tensors count
     * @param parameters count
     * @param bytes as stored
     * @param dtypes tensors per stored dtype
     */
    public record Part(
            String name, int tensors, long parameters, long bytes, Map<String, Integer> dtypes) {}

    /** Audits a folder; only a folder whose configuration cannot be read is an exception. */
    public static ModelAudit of(Path folder) {
        throw new UnsupportedOperationException();
    }
}
