package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A file of records in the form that its ending tells: JSON, JSON lines, or a table. */
public final class RecordFile {

    private final Path file;

    public RecordFile(Path file) {
        this.file = file;
    }

    /**
     * Hands on the records.
     *
     * @param part of a JSON document that holds them, as in {@link JsonFile}; not used for others
     * @param wanted names of the fields to keep; empty for all
     * @throws DatasetException also when the ending is of no known form
     */
    public void records(String part, Set<String> wanted, AnnotationConsumer consumer)
            throws DatasetException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            new JsonFile(file).records(part, wanted, consumer);
        } else if (name.endsWith(".jsonl")) {
            new JsonLines(file).records(wanted, consumer);
        } else if (name.endsWith(".csv")) {
            CsvFile.commas(file).records(List.of(), consumer);
        } else if (name.endsWith(".tsv")) {
            CsvFile.tabs(file).records(List.of(), consumer);
        } else {
            throw new DatasetException(
                    file + " ends in none of .json, .jsonl, .csv, .tsv; expected one");
        }
    }
}
