package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.cli.bench.Candidates;
import instructblip.core.checkpoint.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringBenchTest {

    /** What the official programs give on the same texts (bench/official-scorers.py). */
    private static final Map<String, Double> OFFICIAL =
            Map.of(
                    "textvqa m4c", 65.575,
                    "vizwiz vizwiz", 47.32,
                    "vqa official", 65.58,
                    "vqa lavis", 58.01,
                    "caption official", 25.014569980702806);

    /** The VQA programs round to two digits. */
    private static final double ROUNDED = 0.00501;

    @Test
    void scoresTheGeneratedAnswersAsTheOfficialProgramsDo() throws IOException {
        Cli.Result result = Cli.run("bench", "--scoring", "--samples", 2000, "--json");

        JsonNode document = Jsonl.document(result.out());
        assertEquals(0, result.code());
        assertEquals("scoring", document.get("work").asText());
        int compared = 0;
        for (JsonNode run : document.get("runs")) {
            String scorer = run.get("metric").asText() + " " + run.get("variant").asText();
            if (OFFICIAL.containsKey(scorer)) {
                assertEquals(OFFICIAL.get(scorer), run.get("value").asDouble(), ROUNDED, scorer);
                compared++;
            }
            assertEquals(
                    run.get("samples").asInt(),
                    run.get("samples_per_s").asDouble() * run.get("median_s").asDouble(),
                    1e-6);
        }
        assertEquals(OFFICIAL.size(), compared);
    }

    @Test
    void leavesTheAnswersForOtherPrograms(@TempDir Path folder) throws IOException {
        Cli.Result result =
                Cli.run("bench", "--scoring", "--samples", 400, "--save-inputs", folder);

        assertEquals(0, result.code());
        assertEquals(
                List.of("textvqa", "vizwiz", "vqa", "vqa", "gqa", "caption", "visdial"),
                result.lines().subList(2, 9).stream().map(line -> line.split(" ")[0]).toList());
        Path answers = folder.resolve("answers.jsonl");
        assertEquals(400, Jsonl.lines(answers).size());
        assertEquals(10, Jsonl.lines(answers).get(0).get("references").size());
        assertEquals(10, Jsonl.lines(folder.resolve("captions.jsonl")).size());
        assertEquals(40, Jsonl.lines(folder.resolve("dialog-rounds.jsonl")).size());
        byte[] first = Files.readAllBytes(answers);
        Cli.run("bench", "--scoring", "--samples", 400, "--save-inputs", folder);
        assertEquals(
                new String(first, StandardCharsets.UTF_8),
                Files.readString(answers),
                "the same answers each time");
    }

    @Test
    void knowsAHundredDifferentCandidates() {
        List<String> candidates = Candidates.all();
        assertEquals(100, new HashSet<>(candidates).size());
        assertTrue(candidates.stream().allMatch(text -> text.matches("([a-z]+ ?){1,6}")));
        String file = String.join("\n", candidates) + "\n";
        assertEquals(
                "c0d59cc09775064dd29b201cdb18d3e88edea85f941e0c6b19e801ae455d6b70",
                ContentHash.of(file.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesNoAnswers() {
        Cli.Result result = Cli.run("bench", "--scoring", "--samples", 0);
        assertEquals(2, result.code());
        assertEquals("--samples is 0; expected 1 or more\n", result.err());
    }
}
