package instructblip.results.predictions;

/** Who wrote a file of predictions, and so how it names samples and answers. */
public enum PredictionFormat {
    /** {@code predictions.jsonl} of a run, or lines with an id and a prediction only. */
    NATIVE("native"),
    /** What an evaluation server takes: JSON, or a table for Hateful Memes. */
    SUBMISSION("submission"),
    /** Sample logs of lmms-eval, one JSON object per line, and its submission files. */
    LMMS_EVAL("lmms-eval"),
    /** Result tables of VLMEvalKit, as spreadsheet or with tabulators. */
    VLMEVALKIT("vlmevalkit");

    private final String label;

    PredictionFormat(String label) {
        this.label = label;
    }

    /** As on the command line. */
    public String label() {
        return label;
    }
}
