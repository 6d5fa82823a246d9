package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What stands in each cell, to teach a vision encoder before there are any words. */
final class Cells {

    private Cells() {}

    /**
     * One record: {@code cell1} to {@code cell9}, row by row, and the same as lists that belong
     * together, of what can be said of each cell and what is true.
     */
    static List<Possible> about(Scene scene, Dice dice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> cells = scene.labels();
        List<String> labels = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int at = 0; at < cells.size(); at++) {
            fields.put("cell" + (at + 1), cells.get(at));
            Cell cell = Cell.ALL.get(at);
            Optional<Figure> figure = scene.at(cell);
            looks().forEach(
                            (look, word) -> {
                                labels.add(look + " in the " + cell.words());
                                values.add(figure.map(word).orElse(Scene.EMPTY));
                            });
        }
        fields.put("labels", labels);
        fields.put("values", values);
        return List.of(new Possible("cells", fields));
    }

    private static Map<String, Function<Figure, String>> looks() {
        Map<String, Function<Figure, String>> looks = new LinkedHashMap<>();
        looks.put("size", figure -> figure.size().word());
        looks.put("color", figure -> figure.colour().word());
        looks.put("shape", figure -> figure.shape().word());
        return looks;
    }
}
