package instructblip.results.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.compare.HostileComparison;
import instructblip.results.record.Printable;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever a text of the data is, a page shows it as that text and is built in the same way. */
class HostileTextTest {

    /** An empty text leaves out elements by right. */
    static final List<String> TEXTS =
            Stream.concat(
                            HostileComparison.TEXTS.stream().filter(text -> !text.isEmpty()),
                            Stream.of(
                                    "</script><script>alert(1)</script>",
                                    "</title></style></textarea><svg onload=alert(1)>",
                                    "]]><![CDATA[ --> <!-- <![endif]-->",
                                    "\" onerror=\"alert(1)\" x='y' autofocus onfocus=alert(1) `",
                                    "javascript:alert(1) data:text/html,<script>1</script>",
                                    "&#60;script&#62; &amp;lt; &quot; &nbsp",
                                    "${7*7} #{7*7} {{7*7}} <%= 7*7 %> @for(;;) !{x}",
                                    "\u0000\uFFFE\uFFFF\u0085"))
                    .toList();

    private static final String TAME = "a tame text";
    private static final Pictures PICTURES = (benchmark, image) -> ReportedRuns.PICTURE;
    private static final Pictures ABSENT = (benchmark, image) -> Picture.absent(image);

    private static Element run(String text, Pictures pictures) {
        return Markup.of(RunPage.html(ReportedRuns.hostile(text), pictures));
    }

    private static Element comparison(String text, Pictures pictures) {
        return Markup.of(ComparisonPage.html(HostileComparison.of(text), pictures));
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void elementsAndAttributesOfARunAreThoseOfATameOne(String text) {
        for (Pictures pictures : List.of(PICTURES, ABSENT)) {
            Element page = run(text, pictures);
            assertEquals(Markup.outline(run(TAME, pictures)), Markup.outline(page));
            Markup.assertInert(page);
        }
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void elementsAndAttributesOfAComparisonAreThoseOfATameOne(String text) {
        for (Pictures pictures : List.of(PICTURES, ABSENT)) {
            Element page = comparison(text, pictures);
            assertEquals(Markup.outline(comparison(TAME, pictures)), Markup.outline(page));
            Markup.assertInert(page);
        }
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void textsAreShownAsTheyAre(String text) {
        String shown = Printable.escape(text).strip();
        Element run = run(text, PICTURES);
        assertEquals(shown, run.selectFirst("h1").wholeText().strip());
        assertEquals(List.of(shown, shown), Markup.texts(run, ".card .prompt"));
        assertEquals(List.of(shown, shown), Markup.texts(run, ".card .answer > bdi"));
        assertEquals(List.of(shown, shown), Markup.texts(run, ".card .reference"));
        assertEquals(List.of(shown), Markup.texts(run, ".card ol bdi"));
        for (Element picture : run.select("img")) {
            assertEquals(Printable.escape(text), picture.attr("alt"));
            assertEquals(Printable.escape(text), picture.attr("title"));
        }
        Element comparison = comparison(text, PICTURES);
        assertEquals(List.of(shown, shown), Markup.texts(comparison, ".card.worse .answer > bdi"));
        assertEquals(List.of(shown, shown), Markup.texts(comparison, ".card.worse .answer .by"));
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void nothingMovesTheCursorOrTurnsTheLine(String text) {
        for (Element page : List.of(run(text, PICTURES), comparison(text, PICTURES))) {
            String visible = page.selectFirst("body").wholeText().replaceAll("[\\n\\t]", "");
            assertEquals(Printable.escape(visible), visible);
        }
    }

    @Test
    void aLongTextIsCutAndItIsSaid() {
        String text = "é".repeat(1 << 20);
        String html = RunPage.html(ReportedRuns.hostile(text), PICTURES);
        assertTrue(html.length() < 200_000, "length " + html.length());
        Element card = Markup.of(html).selectFirst(".card.wrong");
        assertEquals("é".repeat(1000), card.selectFirst(".prompt bdi").text());
        assertEquals("… 1,047,576 characters left out", card.selectFirst(".prompt .cut").text());
        assertEquals("é".repeat(2000), card.selectFirst(".answer > bdi").text());
        assertEquals("… 1,046,576 characters left out", card.selectFirst(".answer .cut").text());

        Element flip =
                Markup.of(ComparisonPage.html(HostileComparison.of(text), PICTURES))
                        .selectFirst(".card.worse");
        assertEquals("… 1,046,576 characters left out", flip.selectFirst(".answer > .cut").text());
    }

    @Test
    void aCutDoesNotSplitACharacter() {
        Shown shown = Shown.of("😀".repeat(10), 7);
        assertEquals("😀😀😀", shown.text());
        assertEquals(14, shown.leftOut());
    }

    @Test
    void anEmptyAnswerIsSaidToBeOne() {
        Element page = run("", PICTURES);
        assertEquals("an empty text", page.selectFirst(".card .answer em").text());
        Markup.assertInert(page);
        assertFalse(Markup.texts(run(TAME, PICTURES), ".answer").isEmpty());
        assertEquals(0, run(TAME, PICTURES).select(".answer em").size());
    }
}
