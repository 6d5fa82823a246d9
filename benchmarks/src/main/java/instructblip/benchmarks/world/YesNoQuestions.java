package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Questions that are answered by yes or no; what is denied has its parts elsewhere in the scene.
 */
final class YesNoQuestions {

    private YesNoQuestions() {}

    /** Is there such a figure, is one of that look, what is in a cell. */
    static List<Possible> existence(Scene scene, Dice dice) {
        List<Possible> questions = new ArrayList<>();
        for (Colour colour : scene.colours()) {
            for (Shape shape : scene.shapes()) {
                String text = "is there a %s %s?".formatted(colour.word(), shape.word());
                boolean there =
                        scene.count(one -> one.colour() == colour && one.shape() == shape) > 0;
                questions.add(question("existence", text, there));
            }
        }
        for (Figure figure : scene.figures()) {
            String place = figure.cell().words();
            for (Colour colour : scene.colours()) {
                String text = "is the shape in the %s %s?".formatted(place, colour.word());
                questions.add(question("color", text, figure.colour() == colour));
            }
            for (Shape shape : scene.shapes()) {
                String text = "is there a %s in the %s?".formatted(shape.word(), place);
                questions.add(question("shape", text, figure.shape() == shape));
            }
        }
        for (Figure figure : scene.uniquelyNamed()) {
            String text = "is the %s large?".formatted(figure.name());
            questions.add(question("size", text, figure.size() == Size.LARGE));
        }
        return questions;
    }

    /**
     * Is a figure left of, right of, above or below another one; asked only where the answer is
     * beyond doubt: the two are in different columns, or in different rows.
     */
    static List<Possible> relations(Scene scene, Dice dice) {
        List<Possible> questions = new ArrayList<>();
        for (Figure first : scene.uniquelyNamed()) {
            for (Figure second : scene.uniquelyNamed()) {
                for (Relation relation : Relation.ALL) {
                    int steps = relation.steps(first.cell(), second.cell());
                    if (steps != 0) {
                        String text =
                                "is the %s %s the %s?"
                                        .formatted(first.name(), relation.words(), second.name());
                        questions.add(question(relation.words(), text, steps > 0));
                    }
                }
            }
        }
        return questions;
    }

    static Possible question(String form, String text, boolean holds) {
        return ShortQuestions.question(form, text, holds ? "yes" : "no");
    }
}
