package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rounds of dialogs that only the rounds before make clear: of a figure a first round asks one
 * thing, a second one another ({@code what shape is it?}), and a third one the same of another
 * figure ({@code and in the bottom right?}). The options are all answers there are.
 */
final class Dialogs {

    private static final List<String> ANSWERS =
            Stream.of(
                            Colour.ALL.stream().map(Colour::word),
                            Shape.ALL.stream().map(Shape::word),
                            Stream.of("yes", "no"))
                    .flatMap(words -> words)
                    .toList();

    /** What can be asked of a figure. */
    private enum Topic {
        COLOUR("what color is it?") {
            @Override
            String opening(Figure figure) {
                return ShortQuestions.colourIn(figure.cell());
            }

            @Override
            String answer(Figure figure) {
                return figure.colour().word();
            }
        },
        SHAPE("what shape is it?") {
            @Override
            String opening(Figure figure) {
                return ShortQuestions.shapeIn(figure.cell());
            }

            @Override
            String answer(Figure figure) {
                return figure.shape().word();
            }
        },
        SIZE("is it large?") {
            @Override
            String opening(Figure figure) {
                return "is the shape in the %s large?".formatted(figure.cell().words());
            }

            @Override
            String answer(Figure figure) {
                return figure.size() == Size.LARGE ? "yes" : "no";
            }
        };

        private final String question;

        Topic(String question) {
            this.question = question;
        }

        abstract String opening(Figure figure);

        abstract String answer(Figure figure);
    }

    private Dialogs() {}

    static List<Possible> about(Scene scene, Dice dice) {
        List<Possible> rounds = new ArrayList<>();
        Figure figure = dice.any(scene.figures());
        for (Topic first : Topic.values()) {
            for (Topic second : Topic.values()) {
                if (first != second) {
                    rounds.addAll(rounds(scene, figure, first, second, dice));
                }
            }
        }
        return rounds;
    }

    private static List<Possible> rounds(
            Scene scene, Figure figure, Topic first, Topic second, Dice dice) {
        String opening = said(first.opening(figure), first.answer(figure));
        String more = opening + " " + said(second.question, second.answer(figure));
        List<Possible> rounds = new ArrayList<>();
        rounds.add(round(2, opening, second.question, second.answer(figure), dice));
        for (Figure other : scene.figures()) {
            if (!other.equals(figure)) {
                String next = "and in the %s?".formatted(other.cell().words());
                rounds.add(round(3, more, next, second.answer(other), dice));
            }
        }
        return rounds;
    }

    private static String said(String question, String answer) {
        return "q: %s a: %s".formatted(question, answer);
    }

    private static Possible round(
            int number, String history, String question, String answer, Dice dice) {
        List<String> options = dice.shuffled(ANSWERS);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("round", number);
        fields.put("history", history);
        fields.put("question", question);
        fields.put("choices", options);
        fields.put("correct", options.indexOf(answer));
        fields.put("answer", answer);
        return new Possible(number + " " + answer, fields);
    }
}
