package instructblip.results.gate;

import instructblip.results.record.Printable;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A gate's findings as JUnit's XML, which every CI system shows: a test case per benchmark. A
 * regression and an inconclusive result are failures; what keeps a benchmark from being judged is
 * an error.
 */
public final class JUnitXml {

    private static final String SUITE = "instructblip-eval gate";

    private JUnitXml() {}

    /** The document. */
    public static String of(GateReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            write(xml, report);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a document in memory cannot be written", e);
        }
        return text + "\n";
    }

    private static void write(XMLStreamWriter xml, GateReport report) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "name", SUITE);
        attribute(xml, "tests", String.valueOf(report.benchmarks().size()));
        attribute(xml, "failures", count(report, true));
        attribute(xml, "errors", count(report, false));
        attribute(xml, "skipped", "0");
        attribute(xml, "time", "0");
        for (BenchmarkVerdict found : report.benchmarks()) {
            write(xml, found);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static String count(GateReport report, boolean failures) {
        long count =
                report.benchmarks().stream()
                        .map(BenchmarkVerdict::verdict)
                        .filter(verdict -> verdict != Verdict.PASS)
                        .filter(verdict -> isFailure(verdict) == failures)
                        .count();
        return String.valueOf(count);
    }

    private static boolean isFailure(Verdict verdict) {
        return verdict == Verdict.REGRESSION || verdict == Verdict.INCONCLUSIVE;
    }

    private static void write(XMLStreamWriter xml, BenchmarkVerdict found)
            throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute(xml, "classname", SUITE);
        attribute(xml, "name", found.benchmark());
        attribute(xml, "time", "0");
        String numbers = numbers(found);
        if (found.verdict() != Verdict.PASS) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement(isFailure(found.verdict()) ? "failure" : "error");
            attribute(xml, "type", found.verdict().text());
            attribute(xml, "message", String.join(" ", found.reasons()));
            characters(xml, numbers);
            xml.writeEndElement();
        }
        xml.writeCharacters("\n    ");
        xml.writeStartElement("system-out");
        characters(xml, numbers);
        xml.writeEndElement();
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    /** Sentences of the finding and the row of the table, a line each. */
    private static String numbers(BenchmarkVerdict found) {
        List<String> names =
                GateTable.headings().stream().map(heading -> heading.replace(' ', '_')).toList();
        List<String> cells = GateTable.row(found);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            lines.append(names.get(i)).append(": ").append(cells.get(i)).append('\n');
        }
        return lines.toString();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value)
            throws XMLStreamException {
        xml.writeAttribute(name, legal(Printable.escape(value)));
    }

    private static void characters(XMLStreamWriter xml, String text) throws XMLStreamException {
        xml.writeCharacters(legal(text));
    }

    /** XML has no way to write some characters, not even as references: they become escapes. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (isLegal(c)) {
                                legal.appendCodePoint(c);
                            } else {
                                legal.append("\\u%04x".formatted(c));
                            }
                        });
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
