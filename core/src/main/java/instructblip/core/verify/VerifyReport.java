package instructblip.core.verify;

import java.util.List;
import java.util.Map;

/**
 * @param model name of the model, or {@code null} for a recording of image preprocessing
 * @param cases one per recorded case
 * @param equal whether all of it agrees
 */
public record VerifyReport(String model, List<Case> cases, boolean equal) {

    /**
     * @param id of the recorded case
     * @param stages by name, in the order of the data
     * @param generate one per recorded generation
     * @param rank {@code null} where nothing was ranked
     * @param faults what differs, a line each; empty when equal
     */
    public record Case(
            String id,
            Map<String, Stage> stages,
            List<Generation> generate,
            Ranking rank,
            List<String> faults) {}

    /**
     * @param maxAbsDiff largest absolute difference; {@code null} where nothing was recorded
     * @param tolerance allowed
     * @param equal within the tolerance
     */
    public record Stage(Double maxAbsDiff, double tolerance, boolean equal) {}

    /**
     * @param setting its recorded name, may be {@code null}
     * @param text computed here, {@code null} where the model failed
     * @param ids computed here
     * @param score of the beam, {@code null} for greedy search
     * @param equal to the recorded ones
     */
    public record Generation(
            String setting, String text, List<Integer> ids, Double score, boolean equal) {}

    /**
     * @param losses computed here
     * @param order computed here
     * @param equal to the recorded ones
     */
    public record Ranking(List<Double> losses, List<Integer> order, boolean equal) {}
}
