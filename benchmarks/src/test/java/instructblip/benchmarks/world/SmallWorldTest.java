package instructblip.benchmarks.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures, records and answers of a drawn world, read without the code that drew it. */
class SmallWorldTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCENES = 400;
    private static final Map<String, SceneReader> SCENES_BY_IMAGE = new HashMap<>();

    @TempDir private static Path folder;
    private static List<SmallWorld.Part> parts;

    @BeforeAll
    static void draw() throws IOException {
        parts = new SmallWorld(7, SCENES).write(folder);
        for (String split : List.of("train", "val", "test")) {
            for (JsonNode record : records(split, "cells")) {
                SCENES_BY_IMAGE.put(
                        record.get("image").textValue(), new SceneReader(cells(record)));
            }
        }
    }

    private static List<JsonNode> records(String split, String task) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(split).resolve(task + ".jsonl"))) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private static List<JsonNode> allRecords(String task) throws IOException {
        return Stream.of(records("train", task), records("val", task), records("test", task))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> cells(JsonNode record) {
        return IntStream.rangeClosed(1, 9)
                .mapToObj(number -> record.get("cell" + number).textValue())
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static SceneReader scene(JsonNode record) {
        return SCENES_BY_IMAGE.get(record.get("image").textValue());
    }

    @Test
    void noSceneIsDrawnTwice() throws IOException {
        Set<List<String>> seen = new HashSet<>();
        for (JsonNode record : allRecords("cells")) {
            assertTrue(seen.add(cells(record)), record.toString());
        }
        assertEquals(SCENES + 40 + 100, seen.size());
    }

    @Test
    void picturesShowWhatStandsInTheCells() throws IOException {
        for (JsonNode record : allRecords("cells")) {
            Path image = folder.resolve(record.get("image").textValue());
            assertEquals(cells(record), PictureReader.labels(image), image.toString());
        }
    }

    @Test
    void labelsSayTheSameAsTheCells() throws IOException {
        for (JsonNode record : records("val", "cells")) {
            List<String> labels = texts(record.get("labels"));
            List<String> values = texts(record.get("values"));
            assertEquals(27, labels.stream().distinct().count());
            assertEquals("color in the center", labels.get(13));
            for (int cell = 0; cell < 9; cell++) {
                String whole = cells(record).get(cell);
                String parts = String.join(" ", values.subList(3 * cell, 3 * cell + 3));
                assertEquals(whole.equals("empty") ? "empty empty empty" : whole, parts);
            }
        }
    }

    @Test
    void everyRecordHasItsSceneInWords() throws IOException {
        Map<String, List<String>> cells = new HashMap<>();
        for (JsonNode record : records("val", "cells")) {
            cells.put(record.get("image").textValue(), cells(record));
        }
        for (String task : parts.get(1).records().keySet()) {
            for (JsonNode record : records("val", task)) {
                List<String> labels = new ArrayList<>(Collections.nCopies(9, "empty"));
                for (String part : record.get("scene").textValue().split("\\. ?")) {
                    String[] placeAndLabel = part.split(": ");
                    labels.set(SceneReader.PLACES.indexOf(placeAndLabel[0]), placeAndLabel[1]);
                }
                assertEquals(cells.get(record.get("image").textValue()), labels);
            }
        }
    }

    @Test
    void everyRecordHasThePartOfItsSceneThatItIsAbout() throws IOException {
        for (String task : List.of("colors", "shapes", "relations", "choice", "captions")) {
            for (JsonNode record : records("val", task)) {
                List<String> all = List.of(record.get("scene").textValue().split("(?<=\\.) "));
                String text = record.path("question").asText(record.path("caption").asText());
                List<String> named =
                        all.stream().filter(part -> text.contains(part.split(":")[0])).toList();
                if (named.isEmpty()) {
                    named = all.stream().filter(part -> isNamed(part, text)).toList();
                }
                if (named.isEmpty()) {
                    named = all.stream().filter(part -> sharesAWord(part, text)).toList();
                }
                assertEquals(String.join(" ", named), record.get("shown").textValue());
            }
        }
    }

    /** Parts are as {@code top left: small teal circle.}, names as {@code teal circle}. */
    private static boolean isNamed(String part, String text) {
        String[] words = part.replace(".", "").split(" ");
        return text.contains(words[words.length - 2] + " " + words[words.length - 1]);
    }

    private static boolean sharesAWord(String part, String text) {
        String[] words = part.replace(".", "").split(" ");
        return text.contains(words[words.length - 2]) || text.contains(words[words.length - 1]);
    }

    @Test
    void aTextAboutNothingThatIsThereSaysSo() throws IOException {
        boolean seen = false;
        for (JsonNode record : allRecords("counting")) {
            boolean none = record.get("answer").textValue().equals("0");
            assertEquals(none, record.get("shown").textValue().equals("nothing."));
            seen |= none;
        }
        assertTrue(seen);
    }

    @Test
    void scenesHoldSixToNineFigures() throws IOException {
        Map<Long, Long> scenes =
                allRecords("cells").stream()
                        .map(
                                record ->
                                        cells(record).stream()
                                                .filter(c -> !c.equals("empty"))
                                                .count())
                        .collect(Collectors.groupingBy(count -> count, Collectors.counting()));
        assertEquals(Set.of(6L, 7L, 8L, 9L), scenes.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"colors", "shapes", "counting", "yes-no", "relations", "choice"})
    void answersFollowFromTheScene(String task) throws IOException {
        for (JsonNode record : allRecords(task)) {
            assertEquals(
                    scene(record).answer(record.get("question").textValue()),
                    record.get("answer").textValue(),
                    record.toString());
        }
    }

    @Test
    void onlyTrueStatementsAreCalledTrue() throws IOException {
        for (JsonNode record : allRecords("statements")) {
            boolean holds = scene(record).answer(record.get("caption").textValue()).equals("yes");
            assertEquals(holds ? 1 : 0, record.get("label").intValue(), record.toString());
            assertEquals(
                    holds ? List.of("yes", "true") : List.of("no", "false"),
                    texts(record.get("answers")));
            assertEquals(holds ? "true" : "false", record.get("answer").textValue());
        }
    }

    @Test
    void captionsAreTrueAndOneOfThemStandsAlone() throws IOException {
        for (JsonNode record : allRecords("captions")) {
            List<String> captions = texts(record.get("captions"));
            assertTrue(captions.contains(record.get("caption").textValue()), record.toString());
            assertEquals(captions.stream().distinct().toList(), captions);
            for (String caption : captions) {
                assertEquals("yes", scene(record).answer(caption), caption);
            }
        }
    }

    @Test
    void wantedQuestionsHaveTheAnswer() throws IOException {
        for (JsonNode record : allRecords("questions")) {
            List<String> questions = texts(record.get("questions"));
            assertTrue(questions.get(0).contains(" in the "), record.toString());
            assertEquals(questions.stream().distinct().toList(), questions);
            for (String question : questions) {
                assertEquals(
                        record.get("reply").textValue(), scene(record).answer(question), question);
            }
        }
    }

    @Test
    void laterRoundsOfDialogsSpeakOfTheFirst() throws IOException {
        for (JsonNode record : allRecords("dialogs")) {
            List<String> history =
                    List.of(record.get("history").textValue().split("(^| )q: | a: "));
            List<String> said = history.stream().filter(text -> !text.isEmpty()).toList();
            String place = said.get(0).replaceAll(".* in the | large\\?|\\?", "");
            assertEquals(scene(record).answer(said.get(0)), said.get(1), record.toString());
            String question = record.get("question").textValue();
            String second = said.size() == 4 ? said.get(2) : question;
            if (said.size() == 4) {
                assertEquals(scene(record).answer(whole(second, place)), said.get(3));
                place = question.replaceAll("and in the |\\?", "");
            }
            assertEquals(said.size() / 2 + 1, record.get("round").intValue());
            assertEquals(
                    scene(record).answer(whole(second, place)),
                    record.get("answer").textValue(),
                    record.toString());
        }
    }

    private static String whole(String question, String place) {
        String whole =
                switch (question) {
                    case "what color is it?" -> "what color is the shape in the %s?";
                    case "what shape is it?" -> "what shape is in the %s?";
                    default -> "is the shape in the %s large?";
                };
        return whole.formatted(place);
    }

    @ParameterizedTest
    @CsvSource({"choice, 4", "dialogs, 14"})
    void theRightOptionIsOneOfDifferentOnes(String task, int count) throws IOException {
        int[] places = new int[count];
        for (JsonNode record : allRecords(task)) {
            List<String> options = texts(record.get("choices"));
            assertEquals(count, options.stream().distinct().count(), record.toString());
            int correct = record.get("correct").intValue();
            assertEquals(record.get("answer").textValue(), options.get(correct));
            places[correct]++;
        }
        int fewest = IntStream.of(places).min().orElseThrow();
        assertTrue(fewest > (SCENES + 140) / count / 2, List.of(places).toString());
    }

    /** Who knows the train part by heart and sees no picture is right no more often than so. */
    @ParameterizedTest
    @CsvSource({
        "colors, question, answer, 0.20",
        "shapes, question, answer, 0.35",
        "counting, question, answer, 0.40",
        "yes-no, question, answer, 0.62",
        "relations, question, answer, 0.62",
        "choice, question, answer, 0.25",
        "statements, caption, answer, 0.62",
        "dialogs, question, answer, 0.30"
    })
    void nobodyGuessesWell(String task, String asked, String answered, double most)
            throws IOException {
        Map<String, Map<String, Long>> known =
                records("train", task).stream()
                        .collect(
                                Collectors.groupingBy(
                                        text(asked),
                                        Collectors.groupingBy(
                                                text(answered), Collectors.counting())));
        List<JsonNode> test = records("test", task);
        long right =
                test.stream()
                        .filter(
                                record ->
                                        guess(known, text(asked).apply(record))
                                                .equals(text(answered).apply(record)))
                        .count();
        assertTrue(right <= most * test.size(), right + " of " + test.size());
    }

    private static Function<JsonNode, String> text(String field) {
        return record -> record.get(field).textValue();
    }

    private static String guess(Map<String, Map<String, Long>> known, String question) {
        return known.getOrDefault(question, Map.of()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes-no", "relations", "statements"})
    void yesIsAsFrequentAsNoInEveryForm(String task) throws IOException {
        Map<String, List<JsonNode>> forms =
                records("test", task).stream().collect(Collectors.groupingBy(text("answer_type")));
        assertEquals(4, forms.size());
        forms.forEach(
                (form, records) -> {
                    long positive =
                            records.stream()
                                    .map(text("answer"))
                                    .filter(List.of("yes", "true")::contains)
                                    .count();
                    assertTrue(
                            Math.abs(2 * positive - records.size()) <= 2,
                            form + ": " + positive + " of " + records.size());
                });
    }

    @Test
    void tasksForTrainingDifferThirtyfoldInSize() {
        Map<String, Integer> records = parts.get(2).records();
        assertEquals("train", parts.get(2).split());
        assertEquals(
                List.of(SCENES, 6 * SCENES, 2 * SCENES, SCENES / 5, SCENES, SCENES / 5),
                Stream.of("captions", "colors", "shapes", "counting", "yes-no", "questions")
                        .map(records::get)
                        .toList());
    }

    @Test
    void idsAreUniqueAndQuestionsOfASceneDiffer() throws IOException {
        Set<String> ids = new HashSet<>();
        Set<String> questions = new HashSet<>();
        for (JsonNode record : records("train", "colors")) {
            assertTrue(ids.add(record.get("id").textValue()));
            assertTrue(questions.add(record.get("image") + record.get("question").textValue()));
        }
        assertEquals(6 * SCENES, ids.size());
    }

    @Test
    void equalSeedsDrawEqualBytes(@TempDir Path second) throws Exception {
        new SmallWorld(1, 8).write(second);

        assertEquals(
                "a5d056bf2338eff6018931a0f48811af79dd02684fb1a2e1214bc11f41142296",
                sha256(Files.readAllBytes(second.resolve("test/images/00000.png"))));
        assertEquals(
                "7d6fa43337782e14d1bfb145154042de49846a6b20cf004f44bef2447c7ebf35",
                sha256(bytesOfParts(second)));
    }

    @Test
    void aLargerWorldBeginsWithTheSmaller(@TempDir Path second) throws IOException {
        new SmallWorld(7, SCENES / 2).write(second);

        for (String file : List.of("test/colors.jsonl", "train/counting.jsonl")) {
            String smaller = Files.readString(second.resolve(file));
            assertTrue(Files.readString(folder.resolve(file)).startsWith(smaller), file);
        }
        assertEquals(
                -1,
                Files.mismatch(
                        second.resolve("train/images/00199.png"),
                        folder.resolve("train/images/00199.png")));
    }

    private static byte[] bytesOfParts(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (Path file :
                    files.filter(file -> file.toString().matches(".*(png|jsonl)"))
                            .sorted()
                            .toList()) {
                all.writeBytes(Files.readAllBytes(file));
            }
            return all.toByteArray();
        }
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
