package instructblip.results.metric.vqa;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** How a contraction is written with its apostrophe, by how it is written without one. */
public enum Contractions {
    /** GT-Vision-Lab/VQA {@code vqaEval.py} since 2016; the same in LAVIS and mmf. */
    OFFICIAL("contractions.tsv"),
    /**
     * The table before that, which the VizWiz API still has: most of its apostrophes are
     * typographic, so that "dont" becomes "don’t" and never equals a typed "don't".
     */
    VIZWIZ("contractions-vizwiz.tsv");

    private final Map<String, String> byPlainForm;

    Contractions(String resource) {
        byPlainForm = read(resource);
    }

    /** The word's form with apostrophe, or the word itself. */
    String expand(String word) {
        return byPlainForm.getOrDefault(word, word);
    }

    private static Map<String, String> read(String resource) {
        try (InputStream bytes = Contractions.class.getResourceAsStream(resource);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
