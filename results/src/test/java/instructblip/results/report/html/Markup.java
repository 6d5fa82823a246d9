package instructblip.results.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** What a browser makes of a page. */
final class Markup {

    /** Where texts of the data may stand. */
    private static final Set<String> DATA = Set.of("title", "alt", "data-text");

    /** Where a browser could be sent or made to run something. */
    private static final Set<String> ADDRESSES =
            Set.of("href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href");

    private Markup() {}

    static Element of(String html) {
        return Jsoup.parse(html);
    }

    /** Every element with its attributes, without what may be texts of the data. */
    static List<String> outline(Element page) {
        List<String> outline = new ArrayList<>();
        for (Element element : page.getAllElements()) {
            StringBuilder line = new StringBuilder(element.tagName());
            for (Attribute attribute : element.attributes()) {
                String value = DATA.contains(attribute.getKey()) ? "…" : attribute.getValue();
                line.append(' ').append(attribute.getKey()).append('=').append(value);
            }
            outline.add(line.toString());
        }
        return outline;
    }

    /** Nothing on the page can run or be fetched but its own script, style and pictures. */
    static void assertInert(Element page) {
        assertEquals(1, page.select("script").size());
        assertEquals(1, page.select("style").size());
        assertEquals(
                0,
                page.select(
                                "iframe, object, embed, form, base, foreignObject, meta[http-equiv=refresh]")
                        .size());
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                String key = attribute.getKey();
                assertFalse(key.startsWith("on") || key.equals("style"), element.outerHtml());
                if (ADDRESSES.contains(key)) {
                    String value = attribute.getValue();
                    assertTrue(
                            value.startsWith("#")
                                    || value.equals("data:,")
                                    || value.matches(
                                            "data:image/(jpeg|png);base64,[A-Za-z0-9+/=]+"),
                            value);
                }
            }
        }
        assertEquals(
                "default-src 'none'; img-src data:; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                        .formatted(
                                hash(page.selectFirst("style").data()),
                                hash(page.selectFirst("script").data())),
                page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"));
    }

    private static String hash(String content) {
        try {
            return "sha256-"
                    + Base64.getEncoder()
                            .encodeToString(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Texts of the elements, as they are without white space at their ends. */
    static List<String> texts(Element page, String selector) {
        return page.select(selector).stream().map(each -> each.wholeText().strip()).toList();
    }
}
