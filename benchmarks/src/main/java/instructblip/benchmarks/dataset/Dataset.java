package instructblip.benchmarks.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * The evaluated part of a data set.
 *
 * @param folder that media names are relative to
 * @param split that was read
 * @param files annotation files that it was read from; its fingerprint is made of them
 * @param samples in the order of the official files, ids unique
 */
public record Dataset(Path folder, String split, List<Path> files, List<Sample> samples) {

    public Dataset {
        files = List.copyOf(files);
        samples = List.copyOf(samples);
    }
}
