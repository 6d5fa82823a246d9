package instructblip.results.predictions;

import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Result tables of VLMEvalKit: {@code index} is the row of the split, {@code question} what was
 * asked. An empty cell is an empty answer, which the tool itself would read as the text {@code
 * nan}.
 */
final class VlmEvalKitTable {

    private static final String ROW = "index";
    private static final String ANSWER = "prediction";

    private VlmEvalKitTable() {}

    static List<Prediction> read(Utf8Text file) {
        List<Prediction> predictions = new ArrayList<>();
        List<String> required = List.of(ROW, ANSWER);
        RowConsumer consumer = (place, cells) -> predictions.add(prediction(place, cells));
        if (Spreadsheet.isOne(file.bytes())) {
            new Spreadsheet(file).rows(required, consumer);
        } else {
            new DelimitedText(file).rows(required, consumer);
        }
        return predictions;
    }

    private static Prediction prediction(String place, Map<String, String> cells) {
        String row = cells.get(ROW).strip();
        if (!row.matches("[0-9]{1,18}")) {
            throw new RecordException(
                    "%s: \"index\" is %s; expected a row of the split."
                            .formatted(place, Printable.quote(row)));
        }
        SampleKey key =
                new SampleKey(
                        List.of(),
                        OptionalLong.of(Long.parseLong(row)),
                        cells.getOrDefault("question", ""));
        return Prediction.foreign(place, key, Options.textOrLetter(cells.get(ANSWER)));
    }
}
