package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions with an answer of one word: which colour, which shape, how many. */
final class ShortQuestions {

    private static final int MOST_OF_A_COLOUR = 3;
    private static final int MOST_OF_A_SHAPE = 4;

    private ShortQuestions() {}

    /** The colour of one figure, named by its cell, its shape, or its size and shape. */
    static List<Possible> colours(Scene scene, Dice dice) {
        List<Possible> questions = new ArrayList<>();
        for (Figure figure : scene.figures()) {
            String answer = figure.colour().word();
            questions.add(question("place", colourIn(figure.cell()), answer));
            if (scene.count(other -> other.shape() == figure.shape()) == 1) {
                questions.add(question("shape", colourOf(figure.shape().word()), answer));
            } else if (scene.count(other -> isLike(figure, other)) == 1) {
                String kind = figure.size().word() + " " + figure.shape().word();
                questions.add(question("size", colourOf(kind), answer));
            }
        }
        return questions;
    }

    private static boolean isLike(Figure figure, Figure other) {
        return other.shape() == figure.shape() && other.size() == figure.size();
    }

    /** The shape of one figure, named by its cell, its colour, or its size and colour. */
    static List<Possible> shapes(Scene scene, Dice dice) {
        List<Possible> questions = new ArrayList<>();
        for (Figure figure : scene.figures()) {
            questions.add(question("place", shapeIn(figure.cell()), figure.shape().word()));
        }
        for (Figure figure : scene.uniquelyColoured()) {
            questions.add(question("color", shapeOf(figure.colour()), figure.shape().word()));
        }
        return questions;
    }

    /** How many figures of a colour, 0 to 3, or of a shape, 0 to 4. */
    static List<Possible> counting(Scene scene, Dice dice) {
        List<Possible> questions = new ArrayList<>();
        for (Colour colour : Colour.ALL) {
            int count = scene.count(figure -> figure.colour() == colour);
            if (count <= MOST_OF_A_COLOUR) {
                String text = "how many shapes are %s?".formatted(colour.word());
                questions.add(count("color", text, count));
            }
        }
        for (Shape shape : Shape.ALL) {
            int count = scene.count(figure -> figure.shape() == shape);
            if (count <= MOST_OF_A_SHAPE) {
                String text = "how many %s are there?".formatted(shape.plural());
                questions.add(count("shape", text, count));
            }
        }
        return questions;
    }

    /** Every question has each of its answers about as often as the others. */
    private static Possible count(String form, String text, int count) {
        String answer = Integer.toString(count);
        return new Possible(text + answer, question(form, text, answer).fields());
    }

    static String colourIn(Cell cell) {
        return "what color is the shape in the %s?".formatted(cell.words());
    }

    static String colourOf(String kind) {
        return "what color is the %s?".formatted(kind);
    }

    static String shapeIn(Cell cell) {
        return "what shape is in the %s?".formatted(cell.words());
    }

    static String shapeOf(Colour colour) {
        return "what shape is %s?".formatted(colour.word());
    }

    static String whatIn(Cell cell) {
        return "what is in the %s?".formatted(cell.words());
    }

    /** A record of which the group is the form and the answer. */
    static Possible question(String form, String text, String answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("question", text);
        fields.put("answer", answer);
        fields.put("answer_type", form);
        return new Possible(form + " " + answer, fields);
    }
}
