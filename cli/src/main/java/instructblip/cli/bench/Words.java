package instructblip.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Words, answers and captions as people write them, drawn at random. */
final class Words {

    private static final List<String> NOUNS =
            List.of(
                    "dog",
                    "man",
                    "woman",
                    "bus",
                    "table",
                    "horse",
                    "kite",
                    "street",
                    "plate",
                    "pizza",
                    "train",
                    "clock",
                    "tree",
                    "boat",
                    "bench",
                    "window",
                    "cat",
                    "laptop",
                    "umbrella",
                    "beach",
                    "soda can",
                    "phone",
                    "shirt",
                    "box",
                    "bottle",
                    "sign");

    private static final List<String> ADJECTIVES =
            List.of(
                    "red", "small", "black", "white", "young", "wooden", "old", "blue", "striped",
                    "empty", "parked", "tall", "yellow", "wet");

    private static final List<String> VERBS =
            List.of(
                    "standing",
                    "sitting",
                    "lying",
                    "riding",
                    "walking",
                    "flying",
                    "waiting",
                    "playing",
                    "parked",
                    "leaning");

    private static final List<String> PREPOSITIONS =
            List.of("on", "next to", "in front of", "under", "near", "behind", "with", "over");

    private static final List<String> SHORT_ANSWERS =
            List.of(
                    "yes",
                    "no",
                    "unanswerable",
                    "unsuitable",
                    "white",
                    "2",
                    "none",
                    "one",
                    "black",
                    "blue",
                    "0",
                    "dont know",
                    "grey",
                    "left",
                    "3",
                    "nothing",
                    "what's left");

    private final Random random;

    Words(Random random) {
        this.random = random;
    }

    /** A short answer, a thing, or text as it stands on a product or sign. */
    String answer() {
        int kind = random.nextInt(20);
        if (kind < 8) {
            return fresh(one(SHORT_ANSWERS));
        }
        if (kind < 14) {
            return one(ADJECTIVES) + " " + one(NOUNS);
        }
        return switch (kind) {
            case 14 -> "%d:%02d".formatted(random.nextInt(24), random.nextInt(60));
            case 15 -> "$%d.%02d".formatted(random.nextInt(90), random.nextInt(100));
            case 16 -> "%d,%03d".formatted(1 + random.nextInt(90), random.nextInt(1000));
            case 17 -> letters(3 + random.nextInt(5)) + "-" + letters(4);
            default -> letters(2 + random.nextInt(8)) + " " + letters(3 + random.nextInt(6));
        };
    }

    /** The answer as another person might type it. */
    String retyped(String answer) {
        return switch (random.nextInt(12)) {
            case 0 -> "the " + answer;
            case 1 -> answer + ".";
            case 2 -> answer.toUpperCase(Locale.ROOT);
            case 3 -> Character.toUpperCase(answer.charAt(0)) + answer.substring(1);
            case 4 -> "a " + answer + ", " + one(ADJECTIVES);
            case 5 -> answer.replace(' ', '-');
            default -> fresh(answer);
        };
    }

    /** A sentence of about ten words. */
    String caption() {
        StringBuilder caption = new StringBuilder();
        caption.append("A ").append(one(ADJECTIVES)).append(' ').append(one(NOUNS));
        caption.append(random.nextBoolean() ? " is " : " ").append(one(VERBS)).append(' ');
        caption.append(one(PREPOSITIONS)).append(" the ").append(one(NOUNS));
        if (random.nextBoolean()) {
            caption.append(random.nextBoolean() ? ", " : " and ");
            caption.append(one(PREPOSITIONS)).append(" a ").append(one(ADJECTIVES));
            caption.append(' ').append(one(NOUNS));
        }
        return caption.append(random.nextInt(3) == 0 ? "" : ".").toString();
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String letters(int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    /** A text of its own, as one that was read from a file: nothing is known of it yet. */
    private static String fresh(String text) {
        return new String(text.toCharArray());
    }
}
