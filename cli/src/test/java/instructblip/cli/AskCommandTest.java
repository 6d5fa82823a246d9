package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskCommandTest {

    private static final Path IMAGES = Path.of("src/main/bundle/easy-vqa/test/images");

    @Test
    void writesTheRecordedCaption() throws IOException {
        for (JsonNode line :
                Jsonl.lines(Cli.fixture("easyvqa-recording/captions.jsonl")).subList(0, 4)) {
            Path image = IMAGES.resolve(line.get("image_id").asText() + ".png");
            Cli.Result result = Cli.run("ask", image, line.get("prompt").asText());
            assertEquals(line.get("prediction_beam5").asText() + "\n", result.out());
            assertEquals(0, result.code());
        }
    }

    @Test
    void ranksCandidatesByTheRecordedLosses() throws IOException {
        JsonNode line = Jsonl.lines(Cli.fixture("easyvqa-recording/ranking.jsonl")).get(1);
        JsonNode candidates =
                Jsonl.document(Files.readString(Cli.fixture("easyvqa-recording/candidates.json")));
        Path image = IMAGES.resolve(line.get("image_id").asText() + ".png");
        List<Object> arguments = new ArrayList<>(List.of("ask", "--json"));
        for (JsonNode candidate : candidates) {
            arguments.add("--candidate");
            arguments.add(candidate.asText());
        }
        arguments.add(image);
        arguments.add(line.get("prompt").asText());

        JsonNode found = Jsonl.document(Cli.run(arguments.toArray()).out());

        for (int i = 0; i < candidates.size(); i++) {
            assertEquals(
                    line.get("nll").get(i).asDouble(),
                    found.get("scores").get(candidates.get(i).asText()).asDouble(),
                    1e-3);
        }
        assertEquals(line.get("order").get(0), found.get("order").get(0));
        assertEquals(line.get("prompt"), found.get("prompt"));
        assertEquals(image.toString(), found.get("images").get(0).asText());
    }

    @Test
    void takesSeveralFrames() {
        Path one = IMAGES.resolve("0.png");
        Path other = IMAGES.resolve("1.png");
        Cli.Result result = Cli.run("ask", one, other, "What is it?", "--candidates", "yes,no,red");
        assertEquals(0, result.code(), result.err());
        assertEquals(5, result.lines().size());
        assertTrue(result.lines().get(0).startsWith("candidate"), result.out());
    }

    @Test
    void saysWhatIsWrong() {
        Cli.Result missing = Cli.run("ask", "none.png", "What is it?");
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("none.png"), missing.err());
        assertEquals("", missing.out());

        Cli.Result twice = Cli.run("ask", IMAGES.resolve("0.png"), "What?", "--candidates", "a,a");
        assertEquals(2, twice.code());
        Cli.Result alone = Cli.run("ask", "What?");
        assertEquals(2, alone.code());
    }
}
