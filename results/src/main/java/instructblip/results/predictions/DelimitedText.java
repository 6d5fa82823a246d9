package instructblip.results.predictions;

import instructblip.results.record.LengthLimit;
import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table as text, parted by tabulators where its header has one, else by commas. */
final class DelimitedText {

    private static final int LONGEST_ROW = 16 << 20;

    private final Utf8Text file;

    DelimitedText(Utf8Text file) {
        this.file = file;
    }

    /** Whether the file begins as a table and not as JSON. */
    static boolean isOne(Utf8Text file) {
        String header = file.firstLine();
        return !header.startsWith("[") && !header.startsWith("{");
    }

    /**
     * Hands on the rows behind the header.
     *
     * @param required columns that must be there
     * @throws RecordException when one is not, or a row is broken
     */
    void rows(List<String> required, RowConsumer consumer) {
        char delimiter = file.firstLine().indexOf('\t') >= 0 ? '\t' : ',';
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
        long row = 0;
        try (Reader text = file.reader();
                LengthLimit limited =
                        new LengthLimit(
                                text,
                                LONGEST_ROW,
                                "it has more than " + LONGEST_ROW + " characters");
                CSVParser parser = CSVParser.parse(limited, format)) {
            TableHeader header = null;
            for (CSVRecord cells : parser) {
                limited.startRecord();
                row++;
                if (header == null) {
                    header = new TableHeader(file, cells.toList(), required);
                } else {
                    consumer.accept(file + " row " + row, header.named(cells.toList()));
                }
            }
        } catch (UncheckedIOException e) {
            throw fault(row + 1, e.getCause());
        } catch (IOException e) {
            throw fault(row + 1, e);
        }
    }

    private RecordException fault(long row, IOException e) {
        return e instanceof CharacterCodingException
                ? file.unreadable(e)
                : new RecordException(
                        "%s row %d cannot be read: %s."
                                .formatted(
                                        file,
                                        row,
                                        Printable.escape(String.valueOf(e.getMessage()))),
                        e);
    }
}
