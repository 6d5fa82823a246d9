package instructblip.results.gate;

import java.util.ArrayList;
import java.util.List;

/** A gate's findings for a screen. */
public final class GateText {

    private GateText() {}

    /**
     * Table, reasons and the verdict, which is the last line.
     *
     * @return lines without line breaks
     */
    public static List<String> lines(GateReport report) {
        List<String> lines = new ArrayList<>(GateTable.of(report).lines());
        lines.add("");
        lines.addAll(GateTable.remarks(report));
        lines.add("");
        lines.add(report.verdict().text());
        return lines;
    }
}
