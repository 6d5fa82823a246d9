package instructblip.core.verify;

import java.util.List;
import java.util.Map;

/**
 * How training went here, and how far from the recording.
 *
 * @param model its name
 * @param losses before each step, then after the last
 * @param gradients by tensor, largest difference from the recorded gradient of the first step over
 *     the largest recorded one; absolute where that is rounding noise; {@code null} where nothing
 *     was recorded
 * @param after10 by tensor, largest difference after ten steps; {@code null} where nothing was
 *     recorded; without those that rounding noise drives
 * @param stages the largest difference of each of the three, and of the images
 * @param faults what differs, a line each
 * @param equal whether all of it agrees
 */
public record TrainingReport(
        String model,
        List<Double> losses,
        Map<String, Double> gradients,
        Map<String, Double> after10,
        Map<String, Stage> stages,
        List<String> faults,
        boolean equal) {

    /**
     * @param compared how many images, numbers or tensors
     * @param equal how many of them agree
     * @param largest difference; {@code null} where nothing was compared
     * @param tolerance largest that is allowed
     */
    public record Stage(int compared, int equal, Double largest, double tolerance) {}
}
