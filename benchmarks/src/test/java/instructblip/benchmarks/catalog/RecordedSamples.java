package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The samples that a reader must give, as an independent program made them. */
record RecordedSamples(Benchmark benchmark, Path file) {

    private static final List<String> FACTS = List.of("label", "answer", "gt_index");

    static RecordedSamples of(String name) {
        return new RecordedSamples(
                Benchmarks.named(name), Fixtures.folder(name).resolve("samples.jsonl"));
    }

    void assertRead(Path data, String split) throws DatasetException {
        assertRead(data, split, media -> media);
    }

    /**
     * @param layout from the official place of an image or video to its place in this layout
     */
    Dataset assertRead(Path data, String split, UnaryOperator<String> layout)
            throws DatasetException {
        Dataset dataset = benchmark.read(data, split);
        List<JsonNode> expected = Fixtures.lines(file);
        assertEquals(
                expected.stream().map(sample -> sample.get("id").textValue()).toList(),
                dataset.samples().stream().map(Sample::id).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertSample(expected.get(i), dataset.samples().get(i), layout);
        }
        return dataset;
    }

    private void assertSample(JsonNode expected, Sample sample, UnaryOperator<String> layout) {
        String media = expected.path("image").asText(expected.path("video").asText());
        assertEquals(layout.apply(media), sample.media(), sample.id());
        assertEquals(expected.get("prompt").textValue(), benchmark.prompt(sample, Preset.PAPER));
        assertEquals(Fixtures.texts(expected.get("references")), sample.references());
        assertEquals(Fixtures.texts(expected.path("candidates")), sample.candidates());
        for (String fact : FACTS) {
            if (expected.has(fact)) {
                assertEquals(expected.get(fact).intValue(), sample.facts().get(fact), fact);
            }
        }
    }
}
