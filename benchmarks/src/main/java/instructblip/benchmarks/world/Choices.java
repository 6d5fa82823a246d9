package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Questions with four options in any order; wrong ones are seen elsewhere in the scene. */
final class Choices {

    private static final int OPTIONS = 4;

    private Choices() {}

    static List<Possible> about(Scene scene, Dice dice) {
        List<Possible> questions = new ArrayList<>();
        List<String> colours = words(scene.colours().stream().map(Colour::word), Colour.ALL, dice);
        List<String> shapes = Shape.ALL.stream().map(Shape::word).toList();
        List<String> names = scene.figures().stream().map(Figure::name).distinct().toList();
        for (Figure figure : scene.figures()) {
            Cell cell = figure.cell();
            String colour = figure.colour().word();
            String shape = figure.shape().word();
            String byColour = ShortQuestions.colourIn(cell);
            questions.add(choice("color", colour, byColour, colour, colours, dice));
            String byShape = ShortQuestions.shapeIn(cell);
            questions.add(choice("shape", shape, byShape, shape, shapes, dice));
            if (names.size() >= OPTIONS) {
                String whole = ShortQuestions.whatIn(cell);
                questions.add(choice("name", cell.words(), whole, figure.name(), names, dice));
            }
        }
        return questions;
    }

    /** Words of the scene, filled up with others where it has fewer than there are options. */
    private static List<String> words(Stream<String> there, List<Colour> others, Dice dice) {
        List<String> seen = there.toList();
        Stream<String> more = dice.shuffled(others).stream().map(Colour::word);
        return seen.size() >= OPTIONS
                ? seen
                : Stream.concat(seen.stream(), more).distinct().limit(OPTIONS).toList();
    }

    /**
     * @param kind what records shall be about as many of as of others
     * @param words at least four, the answer among them
     */
    private static Possible choice(
            String form, String kind, String text, String answer, List<String> words, Dice dice) {
        List<String> wrong = words.stream().filter(word -> !word.equals(answer)).toList();
        List<String> options =
                dice.shuffled(
                        Stream.concat(
                                        Stream.of(answer),
                                        dice.shuffled(wrong).stream().limit(OPTIONS - 1L))
                                .toList());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("question", text);
        fields.put("choices", options);
        fields.put("correct", options.indexOf(answer));
        fields.put("answer", answer);
        fields.put("answer_type", form);
        return new Possible(form + " " + kind, fields);
    }
}
