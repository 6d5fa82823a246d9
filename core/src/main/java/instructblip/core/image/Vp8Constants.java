package instructblip.core.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables that RFC 6386 fixes, one number after the other.
 *
 * @param coefficients probabilities: kind of block (4), band (8), context (3), node (11)
 * @param coefficientUpdates probabilities that each of them is replaced
 * @param blockModes probabilities: mode above (10), mode to the left (10), node (9)
 * @param firstSteps quantizer steps of a block's first coefficient, by index
 * @param otherSteps quantizer steps of the others
 */
record Vp8Constants(
        int[] coefficients,
        int[] coefficientUpdates,
        int[] blockModes,
        int[] firstSteps,
        int[] otherSteps) {

    static final Vp8Constants TABLES = read();

    private static Vp8Constants read() {
        Map<String, List<Integer>> tables = new HashMap<>();
        List<Integer> table = new ArrayList<>();
        for (String line : text().split("\n")) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (Character.isLetter(line.charAt(0))) {
                table = new ArrayList<>();
                tables.put(line, table);
            } else {
                for (String number : line.split(" ")) {
                    table.add(Integer.valueOf(number));
                }
            }
        }
        return new Vp8Constants(
                numbers(tables.get("coefficients")),
                numbers(tables.get("coefficient-updates")),
                numbers(tables.get("block-modes")),
                numbers(tables.get("first-steps")),
                numbers(tables.get("other-steps")));
    }

    private static int[] numbers(List<Integer> table) {
        return table.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String text() {
        try (InputStream in = Vp8Constants.class.getResourceAsStream("vp8-constants.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
