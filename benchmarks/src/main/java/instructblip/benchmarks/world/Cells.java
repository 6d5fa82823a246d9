package instructblip.benchmarks.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in each cell, to teach a vision encoder before there are any words. */
final class Cells {

    private Cells() {}

    /** One record: {@code cell1} to {@code cell9}, row by row. */
    static List<Possible> about(Scene scene, Dice dice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> labels = scene.labels();
        for (int at = 0; at < labels.size(); at++) {
            fields.put("cell" + (at + 1), labels.get(at));
        }
        return List.of(new Possible("cells", fields));
    }
}
