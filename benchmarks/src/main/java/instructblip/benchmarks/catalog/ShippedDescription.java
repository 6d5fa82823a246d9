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

/** Benchmarks that come with the program and are described as anyone can describe one. */
final class ShippedDescription {

    private ShippedDescription() {}

    /** The benchmarks of these names, each described in a file of its name beside this class. */
    static List<Benchmark> all(String... names) {
        return Stream.of(names).map(ShippedDescription::read).toList();
    }

    private static Benchmark read(String name) {
        String file = name + ".yaml";
        try (Reader text =
                new InputStreamReader(
                        Objects.requireNonNull(
                                ShippedDescription.class.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            return BenchmarkFile.read(YamlMapping.read(file, text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (DatasetException fault) {
            throw new IllegalStateException(fault.getMessage(), fault);
        }
    }
}
