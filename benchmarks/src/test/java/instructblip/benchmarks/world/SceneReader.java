package instructblip.benchmarks.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers the world's questions from what stands in the cells, by the words of the questions. */
final class SceneReader {

    private static final String PLACE = "((?:top|middle|bottom) (?:left|middle|right)|center)";
    private static final String COLOUR = "(black|blue|brown|gray|green|red|teal|yellow)";
    private static final String SHAPE = "(circle|rectangle|triangle|cross)";
    private static final String RELATION = "(left of|right of|above|below)";
    static final List<String> PLACES =
            List.of(
                    "top left",
                    "top middle",
                    "top right",
                    "middle left",
                    "center",
                    "middle right",
                    "bottom left",
                    "bottom middle",
                    "bottom right");

    private record Thing(int cell, String size, String colour, String shape) {

        String name() {
            return colour + " " + shape;
        }
    }

    private final List<Thing> things = new ArrayList<>();
    private final Map<Pattern, Function<Matcher, String>> forms = new LinkedHashMap<>();

    /**
     * @param labels of the nine cells, as {@code large red circle} or {@code empty}
     */
    SceneReader(List<String> labels) {
        for (int cell = 0; cell < labels.size(); cell++) {
            if (!labels.get(cell).equals("empty")) {
                String[] words = labels.get(cell).split(" ");
                things.add(new Thing(cell, words[0], words[1], words[2]));
            }
        }
        form("what color is the shape in the " + PLACE + "\\?", m -> at(m.group(1)).colour);
        form("what shape is in the " + PLACE + "\\?", m -> at(m.group(1)).shape);
        form("what is in the " + PLACE + "\\?", m -> at(m.group(1)).name());
        form("is the shape in the " + PLACE + " large\\?", m -> yes(isLarge(at(m.group(1)))));
        form("what color is the " + SHAPE + "\\?", m -> only(shape(m.group(1))).colour);
        form(
                "what color is the (small|large) " + SHAPE + "\\?",
                m -> only(shape(m.group(2)).and(size(m.group(1)))).colour);
        form("what shape is " + COLOUR + "\\?", m -> only(colour(m.group(1))).shape);
        form("how many shapes are " + COLOUR + "\\?", m -> count(colour(m.group(1))));
        form("how many " + SHAPE + "(?:s|es) are there\\?", m -> count(shape(m.group(1))));
        form("is there a " + COLOUR + " " + SHAPE + "\\?", m -> yes(has(named(m, 1))));
        form(
                "is the shape in the " + PLACE + " " + COLOUR + "\\?",
                m -> yes(at(m.group(1)).colour.equals(m.group(2))));
        form(
                "is there a " + SHAPE + " in the " + PLACE + "\\?",
                m -> yes(at(m.group(2)).shape.equals(m.group(1))));
        form("is the " + COLOUR + " " + SHAPE + " large\\?", m -> yes(isLarge(only(named(m, 1)))));
        form(
                "is the %s %s %s the %s %s\\?".formatted(COLOUR, SHAPE, RELATION, COLOUR, SHAPE),
                m -> yes(isBeyond(only(named(m, 1)), m.group(3), only(named(m, 4)))));
        form(
                "the shape in the " + PLACE + " is " + COLOUR,
                m -> yes(at(m.group(1)).colour.equals(m.group(2))));
        form(
                "there is a " + COLOUR + " " + SHAPE + " in the " + PLACE,
                m -> yes(named(m, 1).test(at(m.group(3)))));
        form(
                "the " + COLOUR + " shape is a " + SHAPE,
                m -> yes(only(colour(m.group(1))).shape.equals(m.group(2))));
        form(
                "the " + COLOUR + " " + SHAPE + " is (small|large)",
                m -> yes(only(named(m, 1)).size.equals(m.group(3))));
        form(
                "the image shows a (small|large) %s %s in the %s".formatted(COLOUR, SHAPE, PLACE),
                m -> yes(named(m, 2).and(size(m.group(1))).test(at(m.group(4)))));
        form(
                "the image shows a %s %s %s a %s %s"
                        .formatted(COLOUR, SHAPE, RELATION, COLOUR, SHAPE),
                m -> yes(hasNeighbours(named(m, 1), m.group(3), named(m, 4))));
    }

    private void form(String pattern, Function<Matcher, String> answer) {
        forms.put(Pattern.compile(pattern), answer);
    }

    /**
     * The answer; of a sentence, whether it is true, as yes or no.
     *
     * @throws AssertionError when the question has no form of these or is ambiguous
     */
    String answer(String question) {
        List<String> answers = new ArrayList<>();
        forms.forEach(
                (pattern, answer) -> {
                    Matcher matcher = pattern.matcher(question);
                    if (matcher.matches()) {
                        answers.add(answer.apply(matcher));
                    }
                });
        if (answers.size() != 1) {
            throw new AssertionError(question + " can be read in " + answers.size() + " ways");
        }
        return answers.get(0);
    }

    private Thing at(String place) {
        return only(thing -> thing.cell == PLACES.indexOf(place));
    }

    private Thing only(Predicate<Thing> kind) {
        List<Thing> found = things.stream().filter(kind).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " things are meant in " + things);
        }
        return found.get(0);
    }

    private boolean has(Predicate<Thing> kind) {
        return things.stream().anyMatch(kind);
    }

    private String count(Predicate<Thing> kind) {
        return Long.toString(things.stream().filter(kind).count());
    }

    private static Predicate<Thing> colour(String word) {
        return thing -> thing.colour.equals(word);
    }

    private static Predicate<Thing> shape(String word) {
        return thing -> thing.shape.equals(word);
    }

    private static Predicate<Thing> size(String word) {
        return thing -> thing.size.equals(word);
    }

    private static Predicate<Thing> named(Matcher matcher, int group) {
        return colour(matcher.group(group)).and(shape(matcher.group(group + 1)));
    }

    private static boolean isLarge(Thing thing) {
        return thing.size.equals("large");
    }

    private static boolean isBeyond(Thing first, String relation, Thing second) {
        int columns = second.cell % 3 - first.cell % 3;
        int rows = second.cell / 3 - first.cell / 3;
        int steps = relation.endsWith("of") ? columns : rows;
        if (steps == 0) {
            throw new AssertionError(first + " and " + second + " are side by side");
        }
        return relation.equals("left of") || relation.equals("above") ? steps > 0 : steps < 0;
    }

    private boolean hasNeighbours(Predicate<Thing> one, String relation, Predicate<Thing> other) {
        int step =
                switch (relation) {
                    case "left of" -> 1;
                    case "right of" -> -1;
                    case "above" -> 3;
                    default -> -3;
                };
        for (Thing first : things) {
            for (Thing second : things) {
                boolean sameRow = first.cell / 3 == second.cell / 3;
                boolean touches =
                        second.cell - first.cell == step && (sameRow == (Math.abs(step) == 1));
                if (touches && one.test(first) && other.test(second)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String yes(boolean holds) {
        return holds ? "yes" : "no";
    }
}
