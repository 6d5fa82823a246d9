package instructblip.benchmarks.catalog;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the files of a split are there and whole: annotations are read to the end, media are
 * looked up and not decoded.
 *
 * @param benchmark its name
 * @param split that was checked, with what its candidates need
 * @param folder that files were looked for in
 * @param files annotation files that were read; empty when broken
 * @param samples that were read; 0 when broken
 * @param media distinct images or videos that the samples name
 * @param missing those of them that are not there or empty, in sample order
 * @param faults one line each; empty unless broken
 * @param notes what an absent file leaves out
 */
public record DataCheck(
        String benchmark,
        String split,
        Path folder,
        List<Path> files,
        int samples,
        int media,
        List<MissingMedia> missing,
        List<String> faults,
        List<String> notes) {

    /** How it stands. */
    public enum Result {
        WHOLE,
        BROKEN,
        MEDIA_MISSING
    }

    /**
     * An image or video that is not there.
     *
     * @param file relative to the data folder
     * @param firstSample id of the first sample that needs it
     * @param samples how many need it
     */
    public record MissingMedia(String file, String firstSample, int samples) {}

    /** Checks a split under the folder of its files or of many data sets. */
    public static DataCheck of(Benchmark benchmark, Path data, String split) {
        try {
            return of(benchmark, benchmark.read(data, split));
        } catch (DatasetException broken) {
            return new DataCheck(
                    benchmark.name(),
                    split,
                    benchmark.dataFolder(data),
                    List.of(),
                    0,
                    0,
                    List.of(),
                    broken.faults(),
                    List.of());
        }
    }

    private static DataCheck of(Benchmark benchmark, Dataset dataset) {
        Map<String, List<String>> samplesByFile = new LinkedHashMap<>();
        for (Sample sample : dataset.samples()) {
            samplesByFile
                    .computeIfAbsent(sample.media(), file -> new ArrayList<>())
                    .add(sample.id());
        }
        List<MissingMedia> missing = new ArrayList<>();
        samplesByFile.forEach(
                (file, ids) -> {
                    if (!isThere(dataset.folder(), file)) {
                        missing.add(new MissingMedia(file, ids.get(0), ids.size()));
                    }
                });
        return new DataCheck(
                benchmark.name(),
                dataset.split(),
                dataset.folder(),
                dataset.files(),
                dataset.samples().size(),
                samplesByFile.size(),
                List.copyOf(missing),
                List.of(),
                dataset.notes());
    }

    private static boolean isThere(Path folder, String file) {
        try {
            return Files.size(folder.resolve(file)) > 0;
        } catch (IOException | InvalidPathException absent) {
            return false;
        }
    }

    /** A broken file outweighs missing media. */
    public Result result() {
        if (!faults.isEmpty()) {
            return Result.BROKEN;
        }
        return missing.isEmpty() ? Result.WHOLE : Result.MEDIA_MISSING;
    }
}
