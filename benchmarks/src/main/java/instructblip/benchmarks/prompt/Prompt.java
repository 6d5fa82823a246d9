package instructblip.benchmarks.prompt;

import instructblip.benchmarks.dataset.Sample;
import java.util.Optional;

/**
 * A template and where it comes from.
 *
 * @param template of the text
 * @param source paper section, file or thread that has it
 * @param without what is asked where a field is blank; empty where there is no such field
 */
public record Prompt(PromptTemplate template, String source, Optional<Without> without) {

    /**
     * A shorter text for samples that lack something.
     *
     * @param field that is blank in such samples
     * @param template that does without it
     */
    public record Without(String field, PromptTemplate template) {}

    /** A prompt that is the same for all samples. */
    public Prompt(PromptTemplate template, String source) {
        this(template, source, Optional.empty());
    }

    /**
     * The exact text for a sample.
     *
     * @throws IllegalArgumentException when the template names a field that the sample has not
     */
    public String render(Sample sample) {
        return without.filter(shorter -> isBlank(sample, shorter.field()))
                .map(Without::template)
                .orElse(template)
                .render(sample.fields());
    }

    /** The template as people read it, with the shorter one where there is one. */
    public String text() {
        return without.map(
                        shorter ->
                                "%s (where {%s} is blank: %s)"
                                        .formatted(template, shorter.field(), shorter.template()))
                .orElseGet(template::toString);
    }

    private static boolean isBlank(Sample sample, String field) {
        return sample.fields().getOrDefault(field, "").isEmpty();
    }
}
