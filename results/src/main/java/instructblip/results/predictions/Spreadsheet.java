package instructblip.results.predictions;

import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/**
 * The first sheet of an Excel workbook (.xlsx). The file is unpacked once to be measured before it
 * is read: a few kilobytes may unpack without end.
 */
final class Spreadsheet {

    /** Twice the results of the largest data set, VQAv2. */
    static final long MOST_BYTES = 128L << 20;

    private static final int MOST_COLUMNS = 1000;
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Utf8Text file;

    Spreadsheet(Utf8Text file) {
        this.file = file;
    }

    /** Whether the file is packed as a workbook is. */
    static boolean isOne(Path file) {
        try {
            return Arrays.equals(Utf8Text.start(file), ZIP);
        } catch (IOException e) {
            throw new RecordException(
                    Printable.escape(file.toString()) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Hands on the rows behind the header.
     *
     * @param required columns that must be there
     * @throws RecordException when one is not, or the file is no workbook or too large
     */
    void rows(List<String> required, RowConsumer consumer) {
        try {
            measure();
            try (ReadableWorkbook workbook = new ReadableWorkbook(file.bytes().toFile());
                    Stream<Row> rows = workbook.getFirstSheet().openStream()) {
                rows(rows.iterator(), required, consumer);
            }
        } catch (IOException | UncheckedIOException e) {
            throw broken(e);
        }
    }

    private void rows(Iterator<Row> rows, List<String> required, RowConsumer consumer) {
        Iterator<Row> guarded = guarded(rows);
        if (!guarded.hasNext()) {
            throw new RecordException(file + " has no rows; expected a header and predictions.");
        }
        TableHeader header = new TableHeader(file, cells(guarded.next()), required);
        while (guarded.hasNext()) {
            Row row = guarded.next();
            List<String> cells = cells(row);
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                consumer.accept(file + " row " + row.getRowNum(), header.named(cells));
            }
        }
    }

    /** The library throws whatever its parsers throw when a sheet is broken. */
    private Iterator<Row> guarded(Iterator<Row> rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return rows.hasNext();
                } catch (RuntimeException e) {
                    throw broken(e);
                }
            }

            @Override
            public Row next() {
                return rows.next();
            }
        };
    }

    private void measure() throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (ZipFile zip = new ZipFile(file.bytes().toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                try (InputStream in = zip.getInputStream(entries.nextElement())) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        bytes += read;
                        if (bytes > MOST_BYTES) {
                            throw new RecordException(
                                    "%s unpacks to more than %d bytes; expected a table of predictions."
                                            .formatted(file, MOST_BYTES));
                        }
                    }
                }
            }
        }
    }

    private RecordException broken(Exception e) {
        return new RecordException(
                "%s is no readable workbook (%s); expected .xlsx."
                        .formatted(file, Printable.escape(String.valueOf(e.getMessage()))),
                e);
    }

    private List<String> cells(Row row) {
        if (row.getCellCount() > MOST_COLUMNS) {
            throw new RecordException(
                    "%s row %d has %d cells; expected at most %d."
                            .formatted(file, row.getRowNum(), row.getCellCount(), MOST_COLUMNS));
        }
        List<String> cells = new ArrayList<>();
        for (int at = 0; at < row.getCellCount(); at++) {
            Cell cell = row.getCell(at);
            cells.add(cell == null ? "" : text(cell));
        }
        return cells;
    }

    private static String text(Cell cell) {
        String raw = cell.getRawValue() == null ? "" : cell.getRawValue();
        return switch (cell.getType()) {
            case NUMBER -> number(raw);
            case BOOLEAN -> raw.equals("1") ? "True" : "False";
            case STRING -> String.valueOf(cell.getValue());
            case FORMULA -> raw.isEmpty() ? "=" + cell.getFormula() : raw;
            case ERROR -> raw;
            case EMPTY -> "";
        };
    }

    /** As a person reads it: 3.99 where the file has the nearest double in full. */
    private static String number(String raw) {
        return raw.matches("-?[0-9]{1,15}")
                ? raw
                : BigDecimal.valueOf(Double.parseDouble(raw)).stripTrailingZeros().toPlainString();
    }
}
