package instructblip.results.metric.vqa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.metric.OfficialCases;
import org.junit.jupiter.api.Test;

/** The tables of {@code vqa_tables.json}. */
class ContractionsTest {

    private static final JsonNode TABLES = OfficialCases.metric("vqa_tables.json");

    @Test
    void contractionsAreThePublishedOnes() {
        assertEquals(120, TABLES.get("contractions").size());
        TABLES.get("contractions")
                .properties()
                .forEach(
                        entry ->
                                assertEquals(
                                        entry.getValue().asText(),
                                        Contractions.OFFICIAL.expand(entry.getKey())));
        assertEquals(120, TABLES.get("vizwiz_contractions").size());
        TABLES.get("vizwiz_contractions")
                .properties()
                .forEach(
                        entry ->
                                assertEquals(
                                        entry.getValue().asText(),
                                        Contractions.VIZWIZ.expand(entry.getKey())));
        assertEquals("wed", Contractions.OFFICIAL.expand("wed"));
    }

    @Test
    void numbersBecomeDigitsAndArticlesGo() {
        TABLES.get("manualMap")
                .properties()
                .forEach(
                        entry ->
                                assertEquals(
                                        entry.getValue().asText(),
                                        AnswerWords.unify(entry.getKey(), Contractions.OFFICIAL)));
        TABLES.get("articles")
                .forEach(
                        article ->
                                assertEquals(
                                        "",
                                        AnswerWords.unify(
                                                article.asText(), Contractions.OFFICIAL)));
    }

    @Test
    void everySignOfTheListIsRemovedAndNoOther() {
        TABLES.get("punct_in_order")
                .forEach(
                        sign ->
                                assertEquals(
                                        "a b",
                                        Punctuation.OFFICIAL.remove("a" + sign.asText() + "b")));
        assertEquals(21, TABLES.get("punct_in_order").size());
        String others = ":'&%$#*^|~";
        assertEquals(others, Punctuation.OFFICIAL.remove(others));
        int most = TABLES.get("period_removal_max_count").asInt();
        assertEquals(".", Punctuation.OFFICIAL.remove(".".repeat(most + 1)));
    }
}
