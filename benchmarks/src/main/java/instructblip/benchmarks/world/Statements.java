package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements, true or false; what is false has its parts elsewhere in the scene. */
final class Statements {

    private static final List<String> TRUE = List.of("yes", "true");
    private static final List<String> FALSE = List.of("no", "false");

    private Statements() {}

    static List<Possible> about(Scene scene, Dice dice) {
        List<Possible> statements = new ArrayList<>();
        for (Figure figure : scene.figures()) {
            String place = figure.cell().words();
            for (Colour colour : scene.colours()) {
                String text = "the shape in the %s is %s".formatted(place, colour.word());
                statements.add(statement("color", text, figure.colour() == colour));
                String there =
                        "there is a %s %s in the %s"
                                .formatted(colour.word(), figure.shape().word(), place);
                statements.add(statement("name", there, figure.colour() == colour));
            }
            for (Shape shape : scene.shapes()) {
                if (shape != figure.shape()) {
                    String there =
                            "there is a %s %s in the %s"
                                    .formatted(figure.colour().word(), shape.word(), place);
                    statements.add(statement("name", there, false));
                }
            }
        }
        for (Figure figure : scene.uniquelyColoured()) {
            for (Shape shape : scene.shapes()) {
                String text =
                        "the %s shape is a %s".formatted(figure.colour().word(), shape.word());
                statements.add(statement("shape", text, figure.shape() == shape));
            }
        }
        for (Figure figure : scene.uniquelyNamed()) {
            for (Size size : Size.ALL) {
                String text = "the %s is %s".formatted(figure.name(), size.word());
                statements.add(statement("size", text, figure.size() == size));
            }
        }
        return statements;
    }

    private static Possible statement(String form, String text, boolean holds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("caption", text);
        fields.put("label", holds ? 1 : 0);
        fields.put("answer", holds ? "true" : "false");
        fields.put("answers", holds ? TRUE : FALSE);
        fields.put("answer_type", form);
        return new Possible(form + " " + holds, fields);
    }
}
