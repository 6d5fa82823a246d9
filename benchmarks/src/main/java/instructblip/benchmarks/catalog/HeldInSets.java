package instructblip.benchmarks.catalog;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.YamlMapping;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Sets that InstructBLIP was trained on, described as anyone can describe a benchmark. */
final class HeldInSets {

    static final List<Benchmark> ALL =
            Stream.of(
                            "vqav2",
                            "okvqa",
                            "a-okvqa",
                            "a-okvqa-choice",
                            "ocr-vqa",
                            "textcaps",
                            "coco-caption")
                    .map(HeldInSets::read)
                    .toList();

    private HeldInSets() {}

    private static Benchmark read(String name) {
        String file = name + ".yaml";
        try (Reader text =
                new InputStreamReader(
                        Objects.requireNonNull(HeldInSets.class.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            return BenchmarkFile.read(YamlMapping.read(file, text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (DatasetException fault) {
            throw new IllegalStateException(fault.getMessage(), fault);
        }
    }
}
