package instructblip.results.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Values that other programs computed. */
final class Reference {

    private Reference() {}

    static JsonNode of(String part) {
        try (InputStream in = Reference.class.getResourceAsStream("reference.json")) {
            return new ObjectMapper().readTree(in).required(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).doubleValue();
        }
        return numbers;
    }
}
