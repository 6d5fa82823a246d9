package instructblip.cli.bench;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.Benchmark.Media;
import instructblip.benchmarks.catalog.Task;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import instructblip.benchmarks.prompt.Prompt;
import instructblip.benchmarks.prompt.PromptTemplate;
import instructblip.cli.run.DecodingOverrides;
import instructblip.cli.run.RunOptions;
import instructblip.results.metric.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a model is measured with: questions on the images or clips of a folder.
 *
 * @param images folder; the first ones by name are asked about
 * @param frames that are looked at in each clip of the folder; empty where it holds images
 * @param samples questions in all
 * @param questionsPerImage different questions on each image or clip
 * @param prompt the first question on each, word for word
 * @param candidates that are ranked for each sample; empty where answers are written
 * @param decoding settings in place of the paper preset's
 */
public record BenchWork(
        Path images,
        OptionalInt frames,
        int samples,
        int questionsPerImage,
        String prompt,
        List<String> candidates,
        DecodingOverrides decoding) {

    private static final String NAME = "bench";
    private static final String QUESTION = "question";

    private static final List<String> IMAGES =
            List.of(".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff");

    private static final List<String> CLIPS = List.of(".mp4", ".avi", ".webm", ".mkv", ".mov");

    public BenchWork {
        candidates = List.copyOf(candidates);
    }

    /** As a run's options: one benchmark, its data and settings. */
    RunOptions options() {
        Prompt asked = new Prompt(PromptTemplate.of("{" + QUESTION + "}"), "the command line");
        Benchmark benchmark =
                new Benchmark(
                        NAME,
                        "questions to measure with",
                        frames.isPresent() ? Media.VIDEO : Media.IMAGE,
                        List.of(NAME),
                        (folder, split) -> dataset(split),
                        Map.of(Preset.PAPER, asked),
                        candidates.isEmpty() ? Task.SHORT_ANSWER : Task.RANKING,
                        Metrics.named("exact-match"));
        return new RunOptions(
                List.of(benchmark),
                Optional.of(images),
                Optional.empty(),
                0,
                Preset.PAPER,
                Optional.empty(),
                decoding,
                frames,
                0,
                Optional.empty());
    }

    private Dataset dataset(String split) throws DatasetException {
        int wanted = (samples + questionsPerImage - 1) / questionsPerImage;
        List<String> files = files();
        if (files.size() < wanted) {
            throw new DatasetException(
                    "%s has %d %s; expected %d for %d samples with %d on each (fewer --samples, or more --questions-per-image)"
                            .formatted(
                                    images,
                                    files.size(),
                                    frames.isPresent() ? "clips" : "images",
                                    wanted,
                                    samples,
                                    questionsPerImage));
        }
        List<Sample> asked = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            asked.add(sample(files.get(i / questionsPerImage), i % questionsPerImage));
        }
        return new Dataset(images, split, List.of(), asked);
    }

    private Sample sample(String file, int number) {
        return new Sample(
                questionsPerImage == 1 ? file : file + "#" + (number + 1),
                file,
                Map.of(QUESTION, number == 0 ? prompt : (number + 1) + ". " + prompt),
                List.of(),
                candidates,
                Map.of());
    }

    private List<String> files() throws DatasetException {
        if (!Files.isDirectory(images)) {
            throw new DatasetException(images + ": no such folder; expected one with images");
        }
        try (Stream<Path> files = Files.list(images)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(this::isMeant)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(images + " cannot be listed (" + e + ")", e);
        }
    }

    private boolean isMeant(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return (frames.isPresent() ? CLIPS : IMAGES).stream().anyMatch(lower::endsWith);
    }
}
