package instructblip.results.predictions;

import instructblip.results.record.RecordException;
import instructblip.results.record.RecordJson;
import instructblip.results.record.SampleRecord;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file of predictions, whoever wrote it. */
public final class PredictionsFile {

    private final Utf8Text file;
    private final PredictionFormat format;

    private PredictionsFile(Utf8Text file, PredictionFormat format) {
        this.file = file;
        this.format = format;
    }

    /**
     * Opens a file.
     *
     * @param format empty to tell it by the content
     * @throws RecordException when it cannot be read or is in no known format
     */
    public static PredictionsFile open(Path path, Optional<PredictionFormat> format) {
        Utf8Text file = Utf8Text.of(path);
        return new PredictionsFile(file, format.orElseGet(() -> FormatDetector.of(file)));
    }

    /** The path, safe to print. */
    @Override
    public String toString() {
        return file.toString();
    }

    /** Whose format it is. */
    public PredictionFormat format() {
        return format;
    }

    /**
     * All predictions in the order of the file.
     *
     * @throws RecordException when one is broken; names its place
     */
    public List<Prediction> predictions() {
        return switch (format) {
            case NATIVE -> NativePredictions.read(file, RecordJson::readAnswer);
            case SUBMISSION -> SubmissionFile.read(file);
            case LMMS_EVAL ->
                    FormatDetector.of(file) == PredictionFormat.SUBMISSION
                            ? SubmissionFile.read(file)
                            : LmmsEvalLog.read(file);
            case VLMEVALKIT -> VlmEvalKitTable.read(file);
        };
    }

    /**
     * The records of a run's own file, which hold references and facts too.
     *
     * @throws RecordException when a line is no such record or repeats one
     */
    public List<SampleRecord> records() {
        List<Prediction> lines = NativePredictions.read(file, RecordJson::readStored);
        Set<String> ids = new HashSet<>();
        IdFaults twice = new IdFaults("repeats a sample", "repeat a sample");
        for (Prediction line : lines) {
            String id = line.key().shown();
            if (!ids.add(id)) {
                twice.add(id);
            }
        }
        MatchedPredictions.check(file.toString(), List.of(twice));
        return new AbstractList<>() {
            @Override
            public SampleRecord get(int index) {
                return lines.get(index).stored().orElseThrow();
            }

            @Override
            public int size() {
                return lines.size();
            }
        };
    }
}
