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
 * @param notes what the user should know, a line each, as what an absent file leaves out
 */
public record Dataset(
        Path folder, String split, List<Path> files, List<Sample> samples, List<String> notes) {

    public Dataset {
        files = List.copyOf(files);
        samples = List.copyOf(samples);
        notes = List.copyOf(notes);
    }

    /** A data set with nothing to note. */
    public Dataset(Path folder, String split, List<Path> files, List<Sample> samples) {
        this(folder, split, files, samples, List.of());
    }
}
