package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {

    @Test
    void easyVqaAsksEveryRow() throws DatasetException {
        Benchmark benchmark = Benchmarks.named("easy-vqa");

        Dataset dataset = benchmark.read(Fixtures.folder("easy-vqa/data"), "test");

        assertEquals(
                new Sample(
                        "1",
                        "test/images/0.png",
                        Map.of("question", "is there not a black shape in the image?"),
                        List.of("yes"),
                        List.of(),
                        Map.of("answer_type", "yes/no")),
                dataset.samples().get(1));
        assertEquals(
                List.of("shape", "yes/no", "color"),
                dataset.samples().stream().map(s -> s.facts().get("answer_type")).toList());
        assertEquals(
                "Question: what color is the shape? Short answer:",
                benchmark.prompt(dataset.samples().get(2), Preset.PAPER));
        assertEquals(
                new Generate(5, 10, 0, -1, 1.5, false),
                benchmark.mode(
                        dataset.samples().get(2),
                        new ModelKind(ModelType.INSTRUCTBLIP, LanguageFamily.T5),
                        Preset.PAPER));
    }

    @Test
    void demoIsTheFirstThousandQuestions(@TempDir Path data) throws Exception {
        writeQuestions(data.resolve("easy-vqa/test"), 1003);

        Dataset dataset = Benchmarks.named("demo").read(data, "test");

        assertEquals(1000, dataset.samples().size());
        assertEquals("999", dataset.samples().get(999).id());
        assertEquals("easy-vqa", Benchmarks.named("demo").folder());
        assertEquals(data.resolve("easy-vqa"), dataset.folder());
    }

    private static void writeQuestions(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        StringBuilder rows = new StringBuilder("[[\"is it red?\", \"no\", 0]");
        rows.append(", [\"is it red?\", \"no\", 0]".repeat(count - 1));
        Files.writeString(folder.resolve("questions.json"), rows.append(']'));
    }

    @Test
    void thePaperHasThirteenSets() {
        assertEquals(
                "nocaps flickr30k gqa vsr iconqa textvqa visdial hateful-memes vizwiz scienceqa"
                        + " msvd-qa msrvtt-qa ivqa",
                String.join(" ", Benchmarks.paper().stream().map(Benchmark::name).toList()));
    }

    @Test
    void anUnknownNameIsToldTheNearestAndAll() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Benchmarks.named("viswiz"))
                        .getMessage();

        assertEquals(
                "no benchmark viswiz; did you mean vizwiz? There are: "
                        + String.join(" ", Benchmarks.all().stream().map(Benchmark::name).toList()),
                message);
    }

    @Test
    void anUnknownSplitIsToldTheKnownOnes() {
        String message =
                assertThrows(
                                DatasetException.class,
                                () ->
                                        Benchmarks.named("vizwiz")
                                                .read(Fixtures.folder("vizwiz/data"), "dev"))
                        .getMessage();

        assertEquals("vizwiz has no split dev; expected one of val, test, train", message);
    }
}
