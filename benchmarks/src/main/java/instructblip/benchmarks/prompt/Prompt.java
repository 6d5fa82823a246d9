package instructblip.benchmarks.prompt;

/**
 * A template and where it comes from.
 *
 * @param template of the text
 * @param source paper section, file or thread that has it
 */
public record Prompt(PromptTemplate template, String source) {}
