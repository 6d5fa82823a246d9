package instructblip.cli.gate;

import instructblip.cli.console.Console;
import instructblip.results.gate.BenchmarkVerdict;
import instructblip.results.gate.GateMarkdown;
import instructblip.results.gate.GateReport;
import instructblip.results.gate.Verdict;
import instructblip.results.record.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a job on GitHub shows of a gate: an annotation for every benchmark that did not pass, and
 * the findings in the job's summary. Annotations go to standard error, which GitHub reads as well,
 * since standard output carries the result only.
 */
public final class GitHubActions {

    private final UnaryOperator<String> environment;

    /**
     * GitHub as the environment describes it.
     *
     * @param environment value of a variable; null where it is not set
     */
    public GitHubActions(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** Tells GitHub, where this is one of its jobs. */
    public void show(GateReport report, Console console) {
        if ("true".equals(environment.apply("GITHUB_ACTIONS"))) {
            annotations(report).forEach(console::complain);
        }
        String summary = environment.apply("GITHUB_STEP_SUMMARY");
        if (summary != null && !summary.isEmpty()) {
            append(summary, report, console);
        }
    }

    /** A line per benchmark that did not pass. */
    static List<String> annotations(GateReport report) {
        return report.benchmarks().stream()
                .filter(found -> found.verdict() != Verdict.PASS)
                .map(GitHubActions::annotation)
                .toList();
    }

    private static String annotation(BenchmarkVerdict found) {
        String title = "gate: " + found.benchmark() + ": " + found.verdict().text();
        return "::error title=%s::%s"
                .formatted(property(title), message(String.join(" ", found.reasons())));
    }

    /** A message may not hold a percent sign or a line break as such. */
    static String message(String text) {
        return Printable.escape(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** Nor a property a colon or comma. */
    static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** The verdict does not hang on this file: where it cannot be written, that is said. */
    private static void append(String summary, GateReport report, Console console) {
        try {
            Files.writeString(
                    Path.of(summary),
                    GateMarkdown.of(report),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            console.complain(
                    "GITHUB_STEP_SUMMARY %s cannot be written to; the summary is not there."
                            .formatted(Printable.quote(summary)));
        }
    }
}
