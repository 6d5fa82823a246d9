package instructblip.results.predictions;

import instructblip.results.record.RecordException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML of a workbook, read as a stream; it may refer to nothing outside itself. */
final class SheetXml {

    private static final int MOST_COLUMNS = 1000;
    private static final int LONGEST_TEXT = 1 << 20;

    private final Utf8Text file;
    private final List<String> shared;

    /**
     * @param shared texts that cells name by their places
     */
    SheetXml(Utf8Text file, List<String> shared) {
        this.file = file;
        this.shared = shared;
    }

    /** Takes a row. */
    @FunctionalInterface
    interface Rows {

        /**
         * @param number from 1
         * @param cells from the first column, at least one not empty
         */
        void accept(long number, List<String> cells);
    }

    /** What is done with the XML of a part. */
    private interface Work<T> {
        T with(XMLStreamReader xml) throws XMLStreamException;
    }

    private <T> T read(ZipFile zip, String part, Work<T> work)
            throws IOException, XMLStreamException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw new IOException("it has no " + part);
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = zip.getInputStream(entry)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            T result = work.with(xml);
            xml.close();
            return result;
        }
    }

    /** An attribute of the first element of a name that is the right one. */
    String attribute(
            ZipFile zip,
            String part,
            String element,
            String name,
            Predicate<Map<String, String>> right)
            throws IOException, XMLStreamException {
        String found =
                read(
                        zip,
                        part,
                        xml -> {
                            while (xml.hasNext()) {
                                boolean here =
                                        xml.next() == XMLStreamConstants.START_ELEMENT
                                                && xml.getLocalName().equals(element);
                                if (here && right.test(attributes(xml))) {
                                    return attributes(xml).get(name);
                                }
                            }
                            return null;
                        });
        if (found == null) {
            throw new IOException(part + " names no sheet");
        }
        return found;
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        Map<String, String> attributes = new HashMap<>();
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            attributes.put(xml.getAttributeLocalName(at), xml.getAttributeValue(at));
        }
        return attributes;
    }

    /** The shared texts of a workbook. */
    List<String> texts(ZipFile zip, String part) throws IOException, XMLStreamException {
        return read(
                zip,
                part,
                xml -> {
                    List<String> texts = new ArrayList<>();
                    while (xml.hasNext()) {
                        if (xml.next() == XMLStreamConstants.START_ELEMENT
                                && xml.getLocalName().equals("si")) {
                            texts.add(content(xml).getOrDefault("t", ""));
                        }
                    }
                    return texts;
                });
    }

    /** Hands on the rows of a sheet; blank ones are passed over. */
    void rows(ZipFile zip, String part, Rows rows) throws IOException, XMLStreamException {
        read(
                zip,
                part,
                xml -> {
                    long number = 0;
                    List<String> cells = new ArrayList<>();
                    while (xml.hasNext()) {
                        int event = xml.next();
                        boolean start = event == XMLStreamConstants.START_ELEMENT;
                        boolean end = event == XMLStreamConstants.END_ELEMENT;
                        if (start && xml.getLocalName().equals("row")) {
                            number++;
                            cells = new ArrayList<>();
                        } else if (start && xml.getLocalName().equals("c")) {
                            add(cells, number, xml);
                        } else if (end && xml.getLocalName().equals("row")) {
                            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                                rows.accept(number, cells);
                            }
                        }
                    }
                    return null;
                });
    }

    private void add(List<String> cells, long row, XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> attributes = attributes(xml);
        int column = column(attributes.getOrDefault("r", ""), cells.size());
        if (column < cells.size() || column >= MOST_COLUMNS) {
            throw fault(row, "has a cell out of its order", "at most " + MOST_COLUMNS + " columns");
        }
        while (cells.size() < column) {
            cells.add("");
        }
        cells.add(text(row, attributes.getOrDefault("t", "n"), content(xml)));
    }

    /** From a reference as {@code AB12}; a cell without one follows the last. */
    private static int column(String reference, int next) {
        int column = 0;
        int at = 0;
        while (at < reference.length() && Character.isLetter(reference.charAt(at))) {
            column = Math.min(MOST_COLUMNS + 1, column * 26 + reference.charAt(at) - 'A' + 1);
            at++;
        }
        return at == 0 ? next : column - 1;
    }

    private String text(long row, String type, Map<String, String> content) {
        String value = content.getOrDefault("v", "");
        if (value.isEmpty() && content.containsKey("f")) {
            return "=" + content.get("f");
        }
        try {
            return switch (type) {
                case "inlineStr" -> content.getOrDefault("t", "");
                case "s" -> shared.get(Integer.parseInt(value.strip()));
                case "b" -> value.equals("1") ? "True" : "False";
                case "str", "e", "d" -> value;
                default -> number(value);
            };
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw fault(row, "holds a cell that is no number or shared text", "a whole workbook");
        }
    }

    /** As a person reads it: 3.99 where the file has the nearest double in full. */
    private static String number(String value) {
        return value.isEmpty() || value.matches("-?[0-9]{1,15}")
                ? value
                : BigDecimal.valueOf(Double.parseDouble(value))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /**
     * The texts within an element by the name of the element that directly holds them. Readings of
     * Chinese characters ({@code rPh}) are no part of the text.
     */
    private Map<String, String> content(XMLStreamReader xml) throws XMLStreamException {
        Map<String, StringBuilder> content = new HashMap<>();
        List<String> path = new ArrayList<>();
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                path.add(xml.getLocalName());
                content.computeIfAbsent(xml.getLocalName(), name -> new StringBuilder());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (path.isEmpty()) {
                    Map<String, String> texts = new HashMap<>();
                    content.forEach((name, text) -> texts.put(name, text.toString()));
                    return texts;
                }
                path.remove(path.size() - 1);
            } else if (xml.isCharacters() && !path.isEmpty() && !path.contains("rPh")) {
                StringBuilder text = content.get(path.get(path.size() - 1));
                text.append(xml.getText());
                if (text.length() > LONGEST_TEXT) {
                    throw new RecordException(
                            "%s has a cell of more than %d characters; expected predictions."
                                    .formatted(file, LONGEST_TEXT));
                }
            }
        }
    }

    private RecordException fault(long row, String found, String expected) {
        return new RecordException(
                "%s row %d %s; expected %s.".formatted(file, row, found, expected));
    }
}
