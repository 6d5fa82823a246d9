package instructblip.cli.command;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.cli.console.UsageException;
import instructblip.core.video.VideoFrames;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How clips are looked at. */
final class VideoArguments {

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Frames of a clip, spread evenly (default 4, the paper's).")
    private Integer frames;

    /** As given; empty leaves the default. */
    OptionalInt frames() {
        return frames == null ? OptionalInt.empty() : checked(frames);
    }

    /** A number of frames that a clip can be asked for. */
    static OptionalInt checked(int frames) {
        if (frames < 1 || frames > VideoFrames.MOST) {
            throw new UsageException(
                    "--frames is %d; expected 1 to %d".formatted(frames, VideoFrames.MOST));
        }
        return OptionalInt.of(frames);
    }

    /** As {@link #frames()}; an error where no benchmark has clips. */
    OptionalInt frames(List<Benchmark> benchmarks) {
        boolean video = benchmarks.stream().anyMatch(each -> each.media() == Benchmark.Media.VIDEO);
        if (frames != null && !video) {
            throw new UsageException(
                    "--frames is for clips, and no benchmark here has any; expected it beside one of"
                            + " msvd-qa, msrvtt-qa, ivqa");
        }
        return frames();
    }
}
