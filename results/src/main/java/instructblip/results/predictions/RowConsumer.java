package instructblip.results.predictions;

import java.util.Map;

/** Takes the rows of a table. */
@FunctionalInterface
interface RowConsumer {

    /**
     * @param place file and row, for messages
     * @param cells by column; an empty cell is an empty text
     */
    void accept(String place, Map<String, String> cells);
}
