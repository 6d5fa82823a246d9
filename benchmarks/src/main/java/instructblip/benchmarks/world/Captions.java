package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sentences that say what is to be seen: one figure and its cell, or two figures in cells that
 * touch. A record has all sentences that are true of its scene, and one of them alone.
 */
final class Captions {

    private Captions() {}

    static List<Possible> about(Scene scene, Dice dice) {
        Map<String, String> groups = new LinkedHashMap<>();
        for (Figure figure : scene.figures()) {
            groups.put(one(figure), figure.cell().words());
            for (Figure other : scene.figures()) {
                if (figure.cell().adjoins(other.cell())) {
                    Relation relation = relation(figure, other);
                    groups.putIfAbsent(two(figure, relation, other), relation.words());
                }
            }
        }
        List<String> all = List.copyOf(groups.keySet());
        List<Possible> captions = new ArrayList<>();
        groups.forEach((caption, group) -> captions.add(caption(group, caption, all)));
        return captions;
    }

    private static String one(Figure figure) {
        return "the image shows a %s in the %s".formatted(figure.label(), figure.cell().words());
    }

    private static String two(Figure first, Relation relation, Figure second) {
        return "the image shows a %s %s a %s"
                .formatted(first.name(), relation.words(), second.name());
    }

    private static Relation relation(Figure first, Figure second) {
        return Relation.ALL.stream()
                .filter(relation -> relation.steps(first.cell(), second.cell()) > 0)
                .findFirst()
                .orElseThrow();
    }

    private static Possible caption(String group, String caption, List<String> all) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("caption", caption);
        fields.put("captions", all);
        return new Possible(group, fields);
    }
}
