package instructblip.results.compare;

import java.util.List;

/**
 * A sample that was answered differently well by two runs.
 *
 * @param id of the sample
 * @param images relative to the data folder
 * @param prompt the exact text of the first run
 * @param candidatePrompt that of the other, the same unless each model was asked with its own
 * @param references the right answers
 * @param baselineAnswer of the first run
 * @param candidateAnswer of the other
 * @param baselineScore on the metric's scale per sample
 * @param candidateScore on the metric's scale per sample
 * @param better whether the other run did better
 */
public record Flip(
        String id,
        List<String> images,
        String prompt,
        String candidatePrompt,
        List<String> references,
        String baselineAnswer,
        String candidateAnswer,
        double baselineScore,
        double candidateScore,
        boolean better) {

    public Flip {
        images = List.copyOf(images);
        references = List.copyOf(references);
    }

    /** The prompt for people; where models were asked in their own words, the first run's first. */
    public String prompts() {
        return prompt.equals(candidatePrompt) ? prompt : prompt + " | " + candidatePrompt;
    }
}
