package instructblip.cli.command;

import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.ToolVersion;
import instructblip.core.kernel.EngineReport;
import instructblip.core.kernel.MachineMemory;
import instructblip.core.model.MemoryNeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "Says what would run on this machine, and why not otherwise.")
public final class DoctorCommand implements Callable<Integer> {

    @Mixin private ModelArguments model = new ModelArguments();
    @Mixin private OutputArguments output = new OutputArguments();

    private final Console console;

    public DoctorCommand(Console console) {
        this.console = console;
    }

    /** What {@code --json} prints. */
    private record Document(
            boolean runs,
            String version,
            String java,
            int processors,
            long memoryBytes,
            long availableBytes,
            EngineReport engine,
            List<MemoryNeed> model) {}

    @Override
    public Integer call() {
        output.on(console);
        Optional<Path> folder = model.folder(Bundle.ofThisInstallation());
        EngineReport engine = EngineReport.ofThisMachine();
        List<MemoryNeed> needs =
                folder.map(checkpoint -> needs(checkpoint, engine)).orElse(List.of());
        boolean runs =
                engine.problem().isEmpty()
                        && (needs.isEmpty() || needs.stream().anyMatch(MemoryNeed::fits));
        Document document =
                new Document(
                        runs,
                        ToolVersion.build().version(),
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        MachineMemory.totalBytes(),
                        MachineMemory.availableBytes(),
                        engine,
                        needs);
        console.print(output.json() ? List.of(Json.line(document)) : lines(document));
        return (runs ? ExitCode.OK : ExitCode.USAGE).code();
    }

    /** On the device that {@code auto} would take. */
    private static List<MemoryNeed> needs(Path checkpoint, EngineReport engine) {
        return engine.running()
                .map(EngineReport.Running::devices)
                .map(devices -> MemoryNeed.of(checkpoint, devices.get(devices.size() > 1 ? 1 : 0)))
                .orElse(List.of());
    }

    private static List<String> lines(Document document) {
        EngineReport engine = document.engine();
        List<String> lines = new ArrayList<>();
        lines.add(
                "program    instructblip-eval %s on Java %s"
                        .formatted(document.version(), document.java()));
        lines.add(
                "machine    %d cores, %s of memory, %s available"
                        .formatted(
                                document.processors(),
                                gigabytes(document.memoryBytes()),
                                gigabytes(document.availableBytes())));
        lines.add(
                "engine     DJL %s, libtorch %s (%s), bridge %s"
                        .formatted(
                                engine.versions().djl(),
                                engine.versions().torch(),
                                engine.versions().flavour(),
                                engine.versions().bridge()));
        lines.add("libtorch   " + engine.nativeFolder());
        engine.running().ifPresent(running -> lines.addAll(lines(running)));
        for (EngineReport.Cache cache : engine.caches()) {
            lines.add(
                    "cache      %s: %s%s"
                            .formatted(
                                    cache.purpose(),
                                    cache.folder(),
                                    cache.writable() ? "" : " (cannot be written)"));
        }
        for (MemoryNeed need : document.model()) {
            lines.add(
                    "model      %s needs about %s: %s"
                            .formatted(
                                    need.precision().label(),
                                    gigabytes(need.neededBytes()),
                                    need.fits() ? "fits" : "does NOT fit"));
        }
        engine.problem().ifPresent(problem -> lines.add("PROBLEM    " + problem));
        lines.add(document.runs() ? "ready" : "NOT READY");
        return lines;
    }

    private static List<String> lines(EngineReport.Running running) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "devices    %s (%d threads)"
                        .formatted(String.join(", ", running.devices()), running.threads()));
        running.whyNoGpu().ifPresent(why -> lines.add("no GPU     " + why));
        lines.add(
                "kernels    "
                        + running.kernels().stream()
                                .map(each -> each.dtype() + (each.packed() ? " packed" : " plain"))
                                .collect(Collectors.joining(", ")));
        return lines;
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
