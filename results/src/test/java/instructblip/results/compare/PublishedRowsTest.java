package instructblip.results.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedRowsTest {

    private static final PublishedRows PUBLISHED = PublishedRows.load();

    private static final List<String> HELD_OUT =
            List.of(
                    "nocaps",
                    "flickr30k",
                    "gqa",
                    "vsr",
                    "iconqa",
                    "textvqa",
                    "visdial",
                    "hateful-memes",
                    "vizwiz",
                    "scienceqa",
                    "msvd-qa",
                    "msrvtt-qa",
                    "ivqa");

    /** Every value of Table 1, in the order of its columns; a dash where the paper has one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            flamingo-3b              | - 60.6 - - - 30.1 - 53.7 28.9 - 27.5 11.0 32.7
            flamingo-9b              | - 61.5 - - - 31.8 - 57.0 28.8 - 30.2 13.7 35.2
            flamingo-80b             | - 67.2 - - - 35.0 - 46.4 31.6 - 35.6 17.4 40.7
            blip-2-flan-t5-xl        | 104.5 76.1 44.0 60.5 45.5 43.1 45.7 53.0 29.8 54.9 33.7 16.2 40.4
            blip-2-flan-t5-xxl       | 98.4 73.7 44.6 68.2 45.4 44.1 46.9 52.0 29.4 64.5 34.4 17.4 45.8
            blip-2-vicuna-7b         | 107.5 74.9 38.6 50.0 39.7 40.1 44.9 50.6 25.3 53.8 18.3 9.2 27.5
            blip-2-vicuna-13b        | 103.9 71.6 41.0 50.9 40.6 42.5 45.1 53.7 19.6 61.0 20.3 10.3 23.5
            instructblip-flan-t5-xl  | 119.9 84.5 48.4 64.8 50.0 46.6 46.6 56.6 32.7 70.4 43.4 25.0 53.1
            instructblip-flan-t5-xxl | 120.0 83.5 47.9 65.6 51.2 46.6 48.5 54.1 30.9 70.6 44.3 25.6 53.8
            instructblip-vicuna-7b   | 123.1 82.4 49.2 54.3 43.1 50.1 45.2 59.6 34.5 60.5 41.8 22.1 52.2
            instructblip-vicuna-13b  | 121.9 82.8 49.5 52.1 44.8 50.7 45.4 57.5 33.4 63.1 41.2 24.8 51.0
            """)
    void hasTheValuesOfTable1(String name, String values) {
        PublishedRow row = PUBLISHED.row(name).orElseThrow();
        assertEquals("Table 1", row.table());
        assertEquals("zero-shot", row.setting());
        List<String> found = new ArrayList<>();
        for (String benchmark : HELD_OUT) {
            found.add(
                    row.cells(benchmark).stream()
                            .map(cell -> String.valueOf(cell.value()))
                            .findFirst()
                            .orElse("-"));
        }
        assertEquals(values, String.join(" ", found));
    }

    @Test
    void has16CellsOfASingleSourceInTable1() {
        List<String> single = new ArrayList<>();
        for (PublishedRow row : PUBLISHED.rows()) {
            if (row.table().equals("Table 1")) {
                row.cells().stream()
                        .filter(cell -> !cell.firm())
                        .forEach(cell -> single.add(row.name() + " " + cell.benchmark()));
            }
        }
        assertEquals(16, single.size());
        assertTrue(single.contains("blip-2-flan-t5-xl vizwiz"));
        assertTrue(single.contains("blip-2-vicuna-13b ivqa"));
        assertFalse(single.contains("blip-2-flan-t5-xxl vizwiz"));
    }

    /** The abstract's claims, which these values give again. */
    @Test
    void givesThePapersOwnRatios() {
        PublishedRow ours = PUBLISHED.row("instructblip-flan-t5-xl").orElseThrow();
        PublishedRow flamingo = PUBLISHED.row("flamingo-80b").orElseThrow();
        double sum = 0;
        double before = 0;
        for (PublishedCell cell : flamingo.cells()) {
            before += cell.value();
            sum += ours.cells(cell.benchmark()).get(0).value();
        }
        assertEquals(24.8, 100 * (sum / before - 1), 0.05);
        double best =
                PUBLISHED
                        .row("instructblip-flan-t5-xxl")
                        .orElseThrow()
                        .cells("msrvtt-qa")
                        .get(0)
                        .value();
        assertEquals(47.1, 100 * (best / flamingo.cells("msrvtt-qa").get(0).value() - 1), 0.05);
    }

    @Test
    void everyCellNamesKnownSources() {
        for (PublishedRow row : PUBLISHED.rows()) {
            assertFalse(row.cells().isEmpty(), row.name());
            for (PublishedCell cell : row.cells()) {
                assertTrue(cell.value() > 0, row.name());
                for (String source : cell.sources().replaceAll("\\(.*\\)", "").split(" \\+ ")) {
                    String key = source.strip().replace("N2*", "N2").replaceAll("#.*", "#n");
                    assertTrue(
                            key.equals("abstract") || PUBLISHED.sources().containsKey(key),
                            row.name() + ": " + source);
                }
            }
        }
    }

    @Test
    void namesAreUnique() {
        Set<String> names = new HashSet<>();
        PUBLISHED.rows().forEach(row -> assertTrue(names.add(row.name()), row.name()));
        assertEquals(22, names.size());
        assertEquals(Optional.empty(), PUBLISHED.row("instructblip"));
    }

    @Test
    void saysNoSplitWhereThePaperNamesNone() {
        PublishedRow row = PUBLISHED.row("instructblip-vicuna-7b").orElseThrow();
        assertEquals(Optional.empty(), row.cells("hateful-memes").get(0).comparableSplit());
        assertEquals(Optional.of("test-dev"), row.cells("vizwiz").get(0).comparableSplit());
        assertEquals("InstructBLIP Vicuna-7B", row.title());
    }
}
