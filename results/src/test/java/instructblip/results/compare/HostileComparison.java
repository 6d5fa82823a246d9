package instructblip.results.compare;

import instructblip.results.statistics.Interval;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.ConfidenceInterval;
import instructblip.results.store.Difference;
import instructblip.results.store.RunStatus;
import instructblip.results.store.SampleCounts;
import instructblip.results.store.ToolBuild;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A comparison whose every text is the same: one that an output format may fall for. */
public final class HostileComparison {

    /** What the formats must show as text. */
    public static final List<String> TEXTS =
            List.of(
                    "<script>alert(1)</script>",
                    "</td></tr></table><img src=x onerror=alert(1)>",
                    "\u001b[31mred\u001b[0m \u009b2J \u0007 \r\n next line",
                    "=1+1",
                    "+1+1",
                    "-1+1",
                    "@SUM(A1)",
                    "\t=1+1",
                    " =1+1",
                    "a,b;\"c\"\n'd'",
                    "a | b \\| c \\\\| d",
                    "`code` *bold* _it_ [link](http://x.example) ![i](x) #1 ~~s~~ www.x.example",
                    "@someone $x^2$ &lt; <!-- -->",
                    "\\input{/etc/passwd} \\\\ [1em] % & # $ _ ^ ~ { } \" -- '' ,, `` * ]",
                    "[1em]",
                    "*",
                    "\u202Egpj.exe\u202C \u2066x\u2069 \u200Fאבג",
                    "\uFEFF \u2028 \u2029 \uD800 é 😀 漢字",
                    "");

    /** Names in JSON that are longer cannot be read back by default. */
    private static final int LONGEST_KEY = 1000;

    private HostileComparison() {}

    /** Two runs, a benchmark, a published value, a flip and a field, all of this text. */
    public static Comparison of(String text) {
        PublishedCell cell =
                new PublishedCell(
                        text, text, Optional.of(text), text, 12.5, Optional.of(text), text, false);
        PublishedRow row =
                new PublishedRow(
                        text,
                        text,
                        Optional.of(text),
                        text,
                        text,
                        Optional.of(text),
                        List.of(cell));
        BenchmarkResult result =
                new BenchmarkResult(
                        text,
                        text,
                        text,
                        OptionalDouble.of(-0.5),
                        new SampleCounts(10, 9, 1, true),
                        Optional.of(new ConfidenceInterval(-1.25, 0.25)),
                        Map.of(text.length() > LONGEST_KEY ? "group" : text, 1.0),
                        Map.of());
        ComparedPair pair =
                new ComparedPair(
                        Optional.of(
                                new PairedDifference(
                                        -0.75,
                                        Optional.of(new Interval(-1.5, 0.5)),
                                        OptionalDouble.of(0.00001),
                                        "exact McNemar",
                                        3,
                                        1,
                                        9)),
                        Optional.empty(),
                        List.of(),
                        Optional.of(new LeftOut(List.of(text), List.of(), List.of(), List.of(), 0)),
                        new Flips(
                                List.of(
                                        new Flip(
                                                text,
                                                List.of(text),
                                                text,
                                                text,
                                                List.of(text),
                                                text,
                                                text,
                                                100,
                                                0,
                                                false)),
                                3));
        ComparedBenchmark benchmark =
                new ComparedBenchmark(
                        text,
                        text,
                        text,
                        List.of(Optional.of(result), Optional.of(result)),
                        List.of(Optional.empty(), Optional.empty()),
                        List.of(pair),
                        List.of(
                                new PublishedValue(
                                        row,
                                        cell,
                                        List.of(
                                                new PublishedDifference(
                                                        OptionalDouble.of(-13), Optional.empty()),
                                                PublishedDifference.without(text)))));
        return new Comparison(
                List.of(run(text), run(text)),
                List.of(benchmark),
                List.of(row),
                List.of(new ManifestDifferences(text, List.of(new Difference(text, text, text)))));
    }

    private static ComparedRun run(String text) {
        return new ComparedRun(
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                new ToolBuild(text, text, true),
                RunStatus.INCOMPLETE);
    }
}
