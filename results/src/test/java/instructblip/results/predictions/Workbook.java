package instructblip.results.predictions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the smallest workbooks that spreadsheet programs open. */
final class Workbook {

    private static final String SPREADSHEET =
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONSHIPS =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE =
            "http://schemas.openxmlformats.org/package/2006/relationships";

    private Workbook() {}

    /**
     * @param rows elements of the sheet's data
     * @param padding characters of a comment behind them
     */
    static Path write(Path file, String rows, long padding) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            entry(
                    zip,
                    "_rels/.rels",
                    "<Relationships xmlns=\"%s\"><Relationship Id=\"r1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                            .formatted(PACKAGE, RELATIONSHIPS));
            entry(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                            .formatted(SPREADSHEET, RELATIONSHIPS));
            entry(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns=\"%s\"><Relationship Id=\"r1\" Type=\"%s/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                            .formatted(PACKAGE, RELATIONSHIPS));
            sheet(zip, rows, padding);
        }
        return file;
    }

    private static void sheet(ZipOutputStream zip, String rows, long padding) throws IOException {
        zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
        write(zip, "<worksheet xmlns=\"%s\"><sheetData>%s".formatted(SPREADSHEET, rows));
        byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (long left = padding; left > 0; left -= spaces.length) {
            zip.write(spaces, 0, (int) Math.min(left, spaces.length));
        }
        write(zip, "</sheetData></worksheet>");
        zip.closeEntry();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        write(zip, text);
        zip.closeEntry();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
