package instructblip.results.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRoundTripTest {

    private static final Place PLACE = new Place(Path.of("predictions.jsonl"), 1);

    /** Code units that escaping, encoding or line splitting could change. */
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "é",
                    "ß",
                    "漢",
                    "\u0000",
                    "\u0001",
                    "\b",
                    "\t",
                    "\n",
                    "\r",
                    "\u001b[31m",
                    "\"",
                    "\\",
                    "\\u0041",
                    "/",
                    "\u007f",
                    "\u0085",
                    "\u2028",
                    "\u2029",
                    "\u202e",
                    "\ufeff",
                    "\uffff",
                    "\ud83d\ude00",
                    "\ud800",
                    "\udfff",
                    "\ude00\ud83d",
                    "{}",
                    "<script>",
                    "&amp;",
                    "\u0301",
                    "\u200d",
                    "'",
                    " ");

    @Test
    void everyRecordComesBackAsItWas() {
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            SampleRecord record = record(random);
            String line = RecordJson.write(record);
            assertFalse(line.contains("\n"));
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            SampleRecord back = RecordJson.readStored(bytes, PLACE);
            assertEquals(record, back);
            assertEquals(line, RecordJson.write(back));
        }
    }

    @Test
    void everyCodeUnitComesBackAsItWas() {
        for (int first = 0; first <= 0xFFFF; first += 256) {
            StringBuilder text = new StringBuilder();
            IntStream.range(first, first + 256)
                    .forEach(unit -> text.append((char) unit).append('x'));
            SampleRecord record = answered(text.toString());
            byte[] bytes = RecordJson.write(record).getBytes(StandardCharsets.UTF_8);
            assertEquals(record, RecordJson.readStored(bytes, PLACE));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyDoubleComesBackAsItWas(long seed) {
        Random random = new Random(seed);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            scores.put("c" + i, Double.isFinite(number) ? number : i / 10.0);
        }
        SampleRecord record =
                new SampleRecord(
                        "b",
                        "1",
                        List.of(),
                        "p",
                        List.of(),
                        List.of(),
                        Optional.of("a"),
                        scores,
                        Optional.empty(),
                        Map.of());
        byte[] bytes = RecordJson.write(record).getBytes(StandardCharsets.UTF_8);
        assertEquals(scores, RecordJson.readStored(bytes, PLACE).scores());
    }

    private static SampleRecord answered(String text) {
        return new SampleRecord(
                "b",
                text,
                List.of(text),
                text,
                List.of(text),
                List.of(),
                Optional.of(text),
                Map.of(),
                Optional.empty(),
                Map.of());
    }

    private static SampleRecord record(Random random) {
        boolean failed = random.nextInt(5) == 0;
        List<String> candidates = random.nextBoolean() ? texts(random) : List.of();
        Map<String, Double> scores = new LinkedHashMap<>();
        candidates.forEach(candidate -> scores.put(candidate, random.nextGaussian() * 10));
        return new SampleRecord(
                text(random),
                text(random),
                texts(random),
                text(random),
                texts(random),
                candidates,
                failed ? Optional.empty() : Optional.of(text(random)),
                failed ? Map.of() : scores,
                failed ? Optional.of(text(random)) : Optional.empty(),
                random.nextBoolean() ? Map.of() : Map.of(text(random), texts(random)));
    }

    private static List<String> texts(Random random) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> text(random)).toList();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
