package instructblip.cli.command;

import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.UsageException;
import instructblip.cli.score.StoredMetrics;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.PublishedRow;
import instructblip.results.compare.PublishedRows;
import instructblip.results.record.Printable;
import instructblip.results.report.html.Picture;
import instructblip.results.report.html.Pictures;
import instructblip.results.store.StoredRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Sets stored runs beside the first of them and beside published values.",
            "Ends with 0 when at least one benchmark of two runs could be compared or one run was"
                    + " given, else with 4."
        })
public final class CompareCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final int MOST_FLIPS = 10_000;
    private static final int USUAL_FLIPS = 20;
    private static final int HTML_FLIPS = 500;

    @Mixin private OutputArguments output = new OutputArguments();
    @Mixin private PictureArguments pictures = new PictureArguments();

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Folders of runs; the first is the baseline.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--published",
            split = ",",
            paramLabel = "ROW",
            description =
                    "Published rows by name (`list published`), or all: shown where they have a"
                            + " value for a benchmark of a run.")
    private List<String> published = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table (default), markdown, csv, latex, json or html.")
    private String format;

    @Option(
            names = "--explain",
            description =
                    "Also list flipped samples and the fields in which the runs differ, as html"
                            + " always does.")
    private boolean explain;

    @Option(
            names = "--flips",
            paramLabel = "N",
            description =
                    "With --explain or html: flipped samples per benchmark and run at most (default"
                            + " 20, in html 500).")
    private Integer flips;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write there instead of on standard output.")
    private String file;

    private final Console console;

    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.on(console);
        ComparisonFormat format = format();
        checkFlips();
        PublishedRows known = PublishedRows.load();
        List<StoredRun> runs = new ArrayList<>();
        List<PublishedRow> rows = rows(known, runs);
        checkCount(runs, rows);
        Pictures found = pictures(format, runs);
        Comparison comparison = Comparison.of(runs, rows, flips(format), StoredMetrics::ofProgram);
        if (!rows.isEmpty() && comparison.published().isEmpty()) {
            console.note("No published row that was asked for has a value for these benchmarks.");
        }
        write(comparison, format, found);
        if (comparison.comparesSomething()) {
            return ExitCode.OK.code();
        }
        console.complain(
                "Not comparable: no benchmark of a run could be compared with the baseline's.");
        return ExitCode.NOT_COMPARABLE.code();
    }

    private ComparisonFormat format() {
        if (output.json() && format != null && !format.equals(ComparisonFormat.JSON.label())) {
            throw new UsageException("--json and --format %s; expected one".formatted(format));
        }
        if (output.json()) {
            return ComparisonFormat.JSON;
        }
        return format == null ? ComparisonFormat.TABLE : ComparisonFormat.of(format);
    }

    private void checkFlips() {
        if (flips != null && (flips < 1 || flips > MOST_FLIPS)) {
            throw new UsageException(
                    "--flips is %d; expected 1 to %d".formatted(flips, MOST_FLIPS));
        }
    }

    private int flips(ComparisonFormat format) {
        boolean html = format == ComparisonFormat.HTML;
        if (!explain && !html) {
            return 0;
        }
        if (flips != null) {
            return flips;
        }
        return html ? HTML_FLIPS : USUAL_FLIPS;
    }

    /** Only a page shows them. */
    private Pictures pictures(ComparisonFormat format, List<StoredRun> runs) {
        if (format != ComparisonFormat.HTML) {
            return (benchmark, image) -> Picture.absent("");
        }
        return pictures.folders()
                .pictures(runs.stream().map(run -> run.manifest().identity()).toList());
    }

    /**
     * The rows that were asked for, in their order; the rest of the arguments are runs. A row may
     * stand among the runs, as in {@code --published ROW ROW}.
     */
    private List<PublishedRow> rows(PublishedRows known, List<StoredRun> runs) {
        List<PublishedRow> rows = new ArrayList<>();
        published.forEach(name -> rows.addAll(named(known, name)));
        for (String argument : arguments) {
            Path folder = Arguments.path(argument);
            if (!published.isEmpty() && isRow(known, argument) && !Files.exists(folder)) {
                rows.addAll(named(known, argument));
            } else {
                runs.add(StoredRun.read(folder));
            }
        }
        return rows.stream().distinct().toList();
    }

    private static boolean isRow(PublishedRows known, String name) {
        return name.equals(ALL) || known.row(name).isPresent();
    }

    private static List<PublishedRow> named(PublishedRows known, String name) {
        if (name.equals(ALL)) {
            return known.rows();
        }
        return List.of(
                known.row(name)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "--published: no row %s; expected all or names of `list published`"
                                                        .formatted(Arguments.shown(name)))));
    }

    private void checkCount(List<StoredRun> runs, List<PublishedRow> rows) {
        if (runs.isEmpty() || (runs.size() == 1 && rows.isEmpty())) {
            throw new UsageException(
                    "there is nothing to compare %s with; expected another RUN or --published ROW"
                            .formatted(
                                    runs.isEmpty()
                                            ? "rows"
                                            : Arguments.shown(runs.get(0).folder().toString())));
        }
    }

    private void write(Comparison comparison, ComparisonFormat format, Pictures found) {
        if (file != null) {
            Path path = Arguments.path(file);
            new OutputFile("--output", path)
                    .write(out -> format.write(comparison, explain, found, out));
            console.note("Written to " + Printable.escape(path.toString()));
            return;
        }
        try {
            format.write(comparison, explain, found, console.out());
            console.out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
