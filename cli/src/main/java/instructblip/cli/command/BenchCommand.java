package instructblip.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.bench.BenchWork;
import instructblip.cli.bench.Candidates;
import instructblip.cli.bench.ModelBench;
import instructblip.cli.bench.ModelReport;
import instructblip.cli.bench.ModelTiming;
import instructblip.cli.bench.ScoringBench;
import instructblip.cli.bench.ScoringReport;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = "Measures how fast a model, or the scorers, are on this machine.")
public final class BenchCommand implements Callable<Integer> {

    private static final int USUAL_SAMPLES = 64;
    private static final int MOST_WARM_UP = 3_600;

    @Mixin private ModelArguments model = new ModelArguments();
    @Mixin private DecodingArguments decoding = new DecodingArguments();
    @Mixin private OutputArguments output = new OutputArguments();

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder of images (default: those of the bundled easy-VQA).")
    private String images;

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Ask about the folder's clips instead, and look at N frames of each.")
    private Integer frames;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Questions (default 64), or answers to score (default 200,000).")
    private Integer samples;

    @Option(
            names = "--batch-size",
            paramLabel = "N|auto",
            split = ",",
            description = "Samples at once (default auto); several are measured in turn: 1,8,auto.")
    private List<String> batchSizes = List.of("auto");

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "The question, word for word (default: one about colours).")
    private String prompt = "Question: what is the color of the shape? Short answer:";

    @Option(
            names = "--questions-per-image",
            paramLabel = "K",
            description = "Different questions on each image (default 1).")
    private int questionsPerImage = 1;

    @Option(
            names = "--rank",
            paramLabel = "N",
            description = "Rank the first N of the 100 bundled candidates instead of writing.")
    private Integer rank;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "Work before each measurement (default 2); one batch at least.")
    private double warmUp = 2;

    @Option(
            names = "--against-batch-1",
            description = "Answer single samples too; exit code 1 when a batch answers otherwise.")
    private boolean againstBatch1;

    @Option(names = "--scoring", description = "Measure the scorers on generated answers.")
    private boolean scoring;

    @Option(
            names = "--save-inputs",
            paramLabel = "DIR",
            description = "With --scoring: write the answers there, to time other programs on.")
    private String inputs;

    private final Console console;

    public BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws DatasetException {
        output.on(console);
        if (samples != null && samples < 1) {
            throw new UsageException("--samples is %d; expected 1 or more".formatted(samples));
        }
        return (scoring ? scorers() : model()).code();
    }

    private ExitCode scorers() {
        if (images != null || frames != null || rank != null || againstBatch1) {
            throw new UsageException(
                    "--scoring needs no model; expected no --images, --frames, --rank or --against-batch-1 beside it");
        }
        ScoringReport report =
                new ScoringBench(
                                samples == null ? ScoringBench.USUAL : samples,
                                Optional.ofNullable(inputs).map(Arguments::path))
                        .run();
        console.print(output.json() ? List.of(Json.line(report)) : BenchTables.lines(report));
        return ExitCode.OK;
    }

    private ExitCode model() throws DatasetException {
        if (inputs != null) {
            throw new UsageException("--save-inputs is for the scorers; expected --scoring too");
        }
        List<Optional<Integer>> sizes = batchSizes.stream().map(Arguments::batchSize).toList();
        if (againstBatch1 && sizes.stream().allMatch(Optional.of(1)::equals)) {
            throw new UsageException(
                    "--against-batch-1 compares batches with single samples; expected another --batch-size than 1");
        }
        if (!(warmUp >= 0 && warmUp <= MOST_WARM_UP)) {
            throw new UsageException(
                    "--warm-up is %s; expected 0 to %d seconds".formatted(warmUp, MOST_WARM_UP));
        }
        Bundle bundle = Bundle.ofThisInstallation();
        Path checkpoint = model.folder(bundle).orElseGet(bundle::model);
        ModelBench bench = ModelBench.of(work(bundle), warmUp);
        ModelReport report =
                bench.measure(checkpoint, model.options(), sizes, againstBatch1, console::note);
        console.print(output.json() ? List.of(Json.line(json(report))) : BenchTables.lines(report));
        return code(report);
    }

    private BenchWork work(Bundle bundle) {
        if (questionsPerImage < 1) {
            throw new UsageException(
                    "--questions-per-image is %d; expected 1 or more".formatted(questionsPerImage));
        }
        return new BenchWork(
                images == null ? bundle.images() : Arguments.path(images),
                frames(),
                samples == null ? USUAL_SAMPLES : samples,
                questionsPerImage,
                prompt,
                candidates(),
                decoding.overrides());
    }

    private OptionalInt frames() {
        return frames == null ? OptionalInt.empty() : VideoArguments.checked(frames);
    }

    private List<String> candidates() {
        List<String> all = Candidates.all();
        if (rank == null) {
            return List.of();
        }
        if (rank < 1 || rank > all.size()) {
            throw new UsageException("--rank is %d; expected 1 to %d".formatted(rank, all.size()));
        }
        return all.subList(0, rank);
    }

    private static Object json(ModelReport report) {
        if (report.runs().size() == 1) {
            return report.runs().get(0);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        report.runs().forEach(run -> json.withArray("runs").add(Json.object(run)));
        report.againstBatch1()
                .ifPresent(agreement -> json.set("against_batch_1", Json.object(agreement)));
        return json;
    }

    private ExitCode code(ModelReport report) {
        if (report.againstBatch1().filter(agreement -> !agreement.equal()).isPresent()) {
            return ExitCode.DIFFERENT;
        }
        int failed = report.runs().stream().mapToInt(ModelTiming::failed).max().orElse(0);
        if (failed > 0) {
            console.complain(
                    "%d samples failed, as those of images that cannot be read; the figures are of the rest."
                            .formatted(failed));
            return ExitCode.INCOMPLETE;
        }
        return ExitCode.OK;
    }
}
