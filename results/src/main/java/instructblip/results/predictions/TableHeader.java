package instructblip.results.predictions;

import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first row of a table, which gives the cells of the others their names. */
final class TableHeader {

    private final List<String> columns;

    /**
     * @param required columns that must be there
     * @throws RecordException when one is missing or there twice
     */
    TableHeader(Utf8Text file, List<String> columns, List<String> required) {
        this.columns = columns;
        Set<String> once = new HashSet<>();
        for (String column : columns) {
            if (!once.add(column) && required.contains(column)) {
                throw new RecordException(
                        "%s has the column %s twice.".formatted(file, Printable.quote(column)));
            }
        }
        for (String column : required) {
            if (!once.contains(column)) {
                throw new RecordException(
                        "%s has no column %s; expected one beside %s."
                                .formatted(
                                        file,
                                        Printable.quote(column),
                                        Printable.quote(String.join(", ", columns))));
            }
        }
    }

    /** A row by names; cells that it lacks at its end are empty. */
    Map<String, String> named(List<String> cells) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int at = 0; at < columns.size(); at++) {
            named.putIfAbsent(columns.get(at), at < cells.size() ? cells.get(at) : "");
        }
        return named;
    }
}
