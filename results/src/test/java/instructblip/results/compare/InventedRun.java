package instructblip.results.compare;

import instructblip.results.record.SampleRecord;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.StoredRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run folder with given records, written as a run writes it. */
final class InventedRun {

    private InventedRun() {}

    /** What a benchmark is of: the fields that tests change. */
    static BenchmarkSetup setup(String benchmark, String metric, String prompt, int samples) {
        return new BenchmarkSetup(
                benchmark,
                "val",
                samples,
                0,
                Map.of("annotations", "aa"),
                prompt,
                Map.of("beams", 5),
                Optional.of(metric));
    }

    static StoredRun write(Path folder, BenchmarkSetup setup, List<SampleRecord> records) {
        return new RunBuilder().benchmark(setup, records).write(folder);
    }

    /** An answer to a question whose right answer is "yes"; empty: it failed. */
    static SampleRecord answer(String id, String image, Optional<String> answer) {
        return new SampleRecord(
                "kitchen",
                id,
                List.of(image),
                "Is it? " + id,
                List.of("yes"),
                List.of(),
                answer,
                Map.of(),
                answer.isPresent() ? Optional.empty() : Optional.of("no image"),
                Map.of());
    }
}
