package instructblip.benchmarks.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text that names a sample's fields in braces, as {@code Question: {question} Short answer:};
 * doubled braces are literal. Nothing else changes: spaces at the end count.
 */
public final class PromptTemplate {

    /** A piece of the text: a literal, or the name of a field. */
    private record Piece(String text, boolean isField) {}

    private final String text;
    private final List<Piece> pieces;

    private PromptTemplate(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when a brace has no partner or a name is empty
     */
    public static PromptTemplate of(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                literal.append(c);
                at += 2;
            } else if (c == '{') {
                int end = text.indexOf('}', at);
                String name = end < 0 ? "" : text.substring(at + 1, end);
                if (name.isBlank() || name.indexOf('{') >= 0) {
                    throw fault(text, at, "a field name and a closing brace");
                }
                pieces.add(new Piece(literal.toString(), false));
                pieces.add(new Piece(name.strip(), true));
                literal.setLength(0);
                at = end + 1;
            } else if (c == '}') {
                throw fault(text, at, "an opening brace before it");
            } else {
                literal.append(c);
                at++;
            }
        }
        pieces.add(new Piece(literal.toString(), false));
        return new PromptTemplate(text, List.copyOf(pieces));
    }

    private static IllegalArgumentException fault(String text, int at, String expected) {
        return new IllegalArgumentException(
                "the template \"%s\" has a brace at character %d; expected %s (double it for a literal one)"
                        .formatted(text, at + 1, expected));
    }

    /** Names of the fields, in the order of the text. */
    public Set<String> fields() {
        Set<String> names = new LinkedHashSet<>();
        pieces.stream().filter(Piece::isField).forEach(piece -> names.add(piece.text()));
        return names;
    }

    /**
     * The text with a sample's fields in it.
     *
     * @throws IllegalArgumentException when a field is not there; names those that are
     */
    public String render(Map<String, String> fields) {
        StringBuilder rendered = new StringBuilder();
        for (Piece piece : pieces) {
            if (!piece.isField()) {
                rendered.append(piece.text());
                continue;
            }
            String value = fields.get(piece.text());
            if (value == null) {
                throw new IllegalArgumentException(
                        "the template \"%s\" names the field %s; expected one of %s"
                                .formatted(
                                        text,
                                        piece.text(),
                                        String.join(", ", new TreeSet<>(fields.keySet()))));
            }
            rendered.append(value);
        }
        return rendered.toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
