package instructblip.cli.command;

import instructblip.benchmarks.world.SmallWorld;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.results.record.Printable;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "draw",
        description = "Draws a data set: pictures, and questions on them with their answers.")
final class DataDrawCommand implements Callable<Integer> {

    private static final String WORLD = "world";

    /** Pictures have numbers of five digits. */
    private static final int MOST_SCENES = 100_000;

    @Mixin private OutputArguments output = new OutputArguments();

    @Parameters(paramLabel = "WHAT", description = "world: scenes of several coloured shapes.")
    private String what;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the files, empty or not there yet.")
    private String folder;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Equal seeds draw equal files (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--scenes",
            paramLabel = "N",
            description =
                    "Pictures for training; a tenth as many for validation and a quarter for the"
                            + " test (default ${DEFAULT-VALUE}).")
    private int scenes = 4000;

    private final Console console;

    DataDrawCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.on(console);
        if (!what.equals(WORLD)) {
            throw new UsageException(
                    "data draw %s: expected %s".formatted(Arguments.shown(what), WORLD));
        }
        if (scenes < 1 || scenes > MOST_SCENES) {
            throw new UsageException(
                    "--scenes is %d; expected 1 to %d".formatted(scenes, MOST_SCENES));
        }
        List<SmallWorld.Part> parts = draw(Arguments.path(folder));
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("folder", folder);
            document.put("seed", seed);
            document.put("parts", parts);
            console.print(Json.line(document));
        } else {
            console.print(table(parts));
        }
        return ExitCode.OK.code();
    }

    private List<SmallWorld.Part> draw(Path target) {
        try {
            if (Files.exists(target) && !isEmptyFolder(target)) {
                throw new UsageException(
                        "--output %s is not an empty folder; expected an empty or absent one"
                                .formatted(Printable.escape(folder)));
            }
            return new SmallWorld(seed, scenes).write(target);
        } catch (IOException e) {
            throw new UsageException(
                    "%s cannot be written to the end (%s); remove what is there and give another --output"
                            .formatted(
                                    Printable.escape(folder),
                                    Printable.escape(String.valueOf(e.getMessage()))),
                    e);
        }
    }

    private static boolean isEmptyFolder(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.findAny().isEmpty();
        }
    }

    private static List<String> table(List<SmallWorld.Part> parts) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.left("task"));
        parts.forEach(part -> columns.add(Column.right(part.split())));
        List<List<String>> rows = new ArrayList<>();
        for (String task : parts.get(0).records().keySet()) {
            List<String> row = new ArrayList<>(List.of(task));
            parts.forEach(part -> row.add(part.records().get(task).toString()));
            rows.add(row);
        }
        List<String> images = new ArrayList<>(List.of("images"));
        parts.forEach(part -> images.add(Integer.toString(part.images())));
        rows.add(images);
        return new TextTable(columns, rows).lines();
    }
}
