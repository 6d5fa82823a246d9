package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A reply, for which a question is wanted. It belongs to one figure, and a record has all questions
 * of the short ones that have this answer; the first of them names the figure's cell.
 */
final class QuestionGeneration {

    private QuestionGeneration() {}

    static List<Possible> about(Scene scene, Dice dice) {
        List<Possible> possible = new ArrayList<>();
        for (Figure figure : scene.uniquelyColoured()) {
            String answer = figure.colour().word();
            String question = ShortQuestions.colourIn(figure.cell());
            List<Possible> asked = ShortQuestions.colours(scene, dice);
            possible.add(wanted("color", figure.cell(), answer, question, asked));
        }
        for (Figure figure : scene.uniquelyShaped()) {
            String answer = figure.shape().word();
            String question = ShortQuestions.shapeIn(figure.cell());
            List<Possible> asked = ShortQuestions.shapes(scene, dice);
            possible.add(wanted("shape", figure.cell(), answer, question, asked));
        }
        for (Figure figure : scene.uniquelyNamed()) {
            String question = ShortQuestions.whatIn(figure.cell());
            possible.add(wanted("name", figure.cell(), figure.name(), question, List.of()));
        }
        return possible;
    }

    private static Possible wanted(
            String form, Cell cell, String answer, String question, List<Possible> asked) {
        List<String> all =
                Stream.concat(
                                Stream.of(question),
                                asked.stream()
                                        .map(Possible::fields)
                                        .filter(fields -> fields.get("answer").equals(answer))
                                        .map(fields -> (String) fields.get("question")))
                        .distinct()
                        .toList();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reply", answer);
        fields.put("questions", all);
        fields.put("answer_type", form);
        return new Possible(form + " " + cell.words(), fields);
    }
}
