package instructblip.results.predictions;

import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;

/**
 * The first sheet of an Excel workbook (.xlsx). The file is unpacked once to be measured before it
 * is read: a few kilobytes may unpack without end.
 */
final class Spreadsheet {

    /** Twice the results of the largest data set, VQAv2. */
    static final long MOST_BYTES = 128L << 20;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final String WORKBOOK = "xl/workbook.xml";
    private static final String RELATIONSHIPS = "xl/_rels/workbook.xml.rels";
    private static final String SHARED_TEXTS = "xl/sharedStrings.xml";

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
        try (ZipFile zip = new ZipFile(file.bytes().toFile())) {
            measure(zip);
            String sheet = firstSheet(zip);
            List<String> shared =
                    zip.getEntry(SHARED_TEXTS) == null
                            ? List.of()
                            : new SheetXml(file, List.of()).texts(zip, SHARED_TEXTS);
            TableHeader[] header = new TableHeader[1];
            new SheetXml(file, shared)
                    .rows(
                            zip,
                            sheet,
                            (row, cells) -> {
                                if (header[0] == null) {
                                    header[0] = new TableHeader(file, cells, required);
                                } else {
                                    consumer.accept(file + " row " + row, header[0].named(cells));
                                }
                            });
            if (header[0] == null) {
                throw new RecordException(
                        file + " has no rows; expected a header and predictions.");
            }
        } catch (IOException | XMLStreamException e) {
            throw new RecordException(
                    "%s is no readable workbook (%s); expected .xlsx."
                            .formatted(file, Printable.escape(String.valueOf(e.getMessage()))),
                    e);
        }
    }

    private void measure(ZipFile zip) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
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

    private String firstSheet(ZipFile zip) throws IOException, XMLStreamException {
        SheetXml xml = new SheetXml(file, List.of());
        String id = xml.attribute(zip, WORKBOOK, "sheet", "id", attributes -> true);
        String target =
                xml.attribute(
                        zip,
                        RELATIONSHIPS,
                        "Relationship",
                        "Target",
                        attributes -> id.equals(attributes.get("Id")));
        return target.startsWith("/") ? target.substring(1) : "xl/" + target;
    }
}
