package instructblip.results.predictions;

import instructblip.results.record.Place;
import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import instructblip.results.record.RecordJson;
import instructblip.results.record.RecordReader;
import instructblip.results.record.SampleRecord;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
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

    /** The benchmark that the first line names; empty where the format has no such thing. */
    public Optional<String> benchmark() {
        return first().map(SampleRecord::benchmark).filter(name -> !name.isEmpty());
    }

    /** Whether it is a run's own file, which can be scored without the data set. */
    public boolean isRecord() {
        return first().filter(record -> !record.prompt().isEmpty()).isPresent();
    }

    private Optional<SampleRecord> first() {
        if (format != PredictionFormat.NATIVE) {
            return Optional.empty();
        }
        RecordReader.LineParser parser =
                (line, place) -> RecordJson.readAnswer(line, new Place(file.named(), place.line()));
        try (RecordReader records = new RecordReader(file.bytes(), parser)) {
            return records.next();
        }
    }

    /**
     * The records of a run's own file, which hold references and facts too.
     *
     * @param benchmark that they must be of
     * @throws RecordException when a line is no such record or repeats one
     */
    public List<SampleRecord> records(String benchmark) {
        List<Prediction> lines = NativePredictions.read(file, RecordJson::readStored);
        Set<String> ids = new HashSet<>();
        for (Prediction line : lines) {
            SampleRecord record = line.stored().orElseThrow();
            if (!record.benchmark().equals(benchmark)) {
                throw fault(line, "is of benchmark " + Printable.quote(record.benchmark()));
            }
            if (!ids.add(record.id())) {
                throw fault(line, "repeats sample " + Printable.quote(record.id()));
            }
        }
        return new StoredRecords(lines);
    }

    private static RecordException fault(Prediction line, String found) {
        return new RecordException(
                "%s %s; expected one line per sample of one benchmark."
                        .formatted(line.place(), found));
    }

    /** What a run wrote, as it stands. */
    private static final class StoredRecords extends AbstractList<SampleRecord>
            implements RandomAccess {
        private final List<Prediction> lines;

        StoredRecords(List<Prediction> lines) {
            this.lines = lines;
        }

        @Override
        public SampleRecord get(int index) {
            return lines.get(index).stored().orElseThrow();
        }

        @Override
        public int size() {
            return lines.size();
        }
    }
}
