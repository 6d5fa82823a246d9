package instructblip.results.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import instructblip.results.record.RecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The frame of every page: its one style and its one script, both parts of this program, and the
 * policy by which a browser runs nothing else.
 *
 * @param style sheet
 * @param script that filters samples
 */
record Document(String style, String script) {

    /** Samples on a page. */
    static final int MOST_SAMPLES = 500;

    /** Bytes of a page. */
    static final int MOST_BYTES = 20_000_000;

    /** Bytes in UTF-8. */
    private static final int MOST_OF_A_CHARACTER = 3;

    private static final String TEMPLATE = "page.jte";

    private static final Document DOCUMENT =
            new Document(resource("report.css"), resource("report.js"));

    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, null, Document.class.getPackageName());

    /**
     * A page with as many samples as a page may have, or half as many, and so on, until it is small
     * enough.
     *
     * @param view of a page with at most so many samples
     * @throws RecordException when even without samples it would be too large
     */
    static String fitting(IntFunction<PageView> view) {
        for (int most = MOST_SAMPLES; ; most /= 2) {
            String html = html(view.apply(most));
            if (html.length() <= MOST_BYTES / MOST_OF_A_CHARACTER || bytes(html) <= MOST_BYTES) {
                return html;
            }
            if (most == 0) {
                throw new RecordException(
                        "The report would be larger than %,d bytes even without samples: the run has too many benchmarks or fields."
                                .formatted(MOST_BYTES));
            }
        }
    }

    private static String html(PageView view) {
        StringOutput html = new StringOutput(1 << 20);
        TEMPLATES.render(TEMPLATE, Map.of("document", DOCUMENT, "page", view), html);
        return html.toString();
    }

    /** In UTF-8; half a pair of surrogates, as of 4 bytes, counts as 3. */
    private static long bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : MOST_OF_A_CHARACTER;
        }
        return bytes;
    }

    /** The content security policy: nothing is fetched, nothing but script and style applies. */
    String policy() {
        return "default-src 'none'; img-src data:; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(hash(style), hash(script));
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Document.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " is broken in this build", e);
        }
    }
}
