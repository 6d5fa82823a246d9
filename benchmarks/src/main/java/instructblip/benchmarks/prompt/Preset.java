package instructblip.benchmarks.prompt;

/** Whose prompts and decoding settings are used. */
public enum Preset {
    /** The paper's prompts with the authors' code's defaults. */
    PAPER,
    /** The configurations that LAVIS ships, where they differ. */
    LAVIS,
    /**
     * The paper's settings as {@code transformers} applies them: the prompt penalised too on
     * decoder-only models, transparency blended.
     */
    TRANSFORMERS
}
