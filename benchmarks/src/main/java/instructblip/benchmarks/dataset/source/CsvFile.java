package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.results.record.LengthLimit;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A table with a header: quotes as in RFC 4180, blank lines passed over, every cell a text. Rows
 * are named by their number from 0 until they have an id.
 */
public final class CsvFile {

    private final Path file;
    private final CSVFormat format;

    private CsvFile(Path file, char delimiter) {
        this.file = file;
        this.format =
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(delimiter)
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setAllowMissingColumnNames(true)
                        .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
                        .get();
    }

    /** Cells are parted by commas. */
    public static CsvFile commas(Path file) {
        return new CsvFile(file, ',');
    }

    /** Cells are parted by tabulators. */
    public static CsvFile tabs(Path file) {
        return new CsvFile(file, '\t');
    }

    /**
     * Hands on the rows.
     *
     * @param required columns that must be there
     */
    public void records(List<String> required, AnnotationConsumer consumer)
            throws DatasetException {
        long row = 0;
        try (Reader text = EncodedText.open(file);
                LengthLimit limited =
                        new LengthLimit(
                                text,
                                AnnotationParser.RECORD_LIMIT,
                                "a record of more than "
                                        + AnnotationParser.RECORD_LIMIT
                                        + " characters");
                CSVParser parser = parser(limited)) {
            requireColumns(parser.getHeaderNames(), required);
            Iterator<CSVRecord> records = parser.iterator();
            while (records.hasNext()) {
                CSVRecord cells = records.next();
                limited.startRecord();
                consumer.accept(annotation(cells, row, parser.getHeaderNames()));
                row++;
            }
        } catch (UncheckedIOException failure) {
            throw fault(row, failure.getCause());
        } catch (IOException failure) {
            throw fault(row, failure);
        }
    }

    private CSVParser parser(Reader text) throws IOException, DatasetException {
        try {
            return CSVParser.parse(text, format);
        } catch (IllegalArgumentException twice) {
            throw new DatasetException(
                    file + ": has a column twice; expected each name once in the header", twice);
        }
    }

    private DatasetException fault(long row, IOException failure) {
        if (failure instanceof CSVException) {
            return new DatasetException(
                    file
                            + ", record "
                            + row
                            + ": a quote is not closed, or text follows a closed one; expected"
                            + " quotes around the whole cell, doubled within it",
                    failure);
        }
        return ReadFault.of(file, ", record " + row, failure);
    }

    private void requireColumns(List<String> columns, List<String> required)
            throws DatasetException {
        for (String column : required) {
            if (!columns.contains(column)) {
                throw new DatasetException(
                        "%s: the header has no column \"%s\"; expected one beside %s"
                                .formatted(file, column, Shown.text(String.join(", ", columns))));
            }
        }
    }

    private Annotation annotation(CSVRecord cells, long row, List<String> columns)
            throws DatasetException {
        String place = "line " + cells.getParser().getCurrentLineNumber();
        if (cells.size() != columns.size()) {
            throw Annotation.at(file, place, Map.of())
                    .named(Long.toString(row))
                    .fault(
                            "has %d cells; expected %d as in the header"
                                    .formatted(cells.size(), columns.size()));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int at = 0; at < columns.size(); at++) {
            values.put(columns.get(at), cells.get(at));
        }
        return Annotation.at(file, place, values).named(Long.toString(row));
    }
}
