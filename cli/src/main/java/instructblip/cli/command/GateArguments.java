package instructblip.cli.command;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.NearestName;
import instructblip.cli.console.UsageException;
import instructblip.cli.gate.Decimal;
import instructblip.cli.gate.GatePolicy;
import instructblip.results.gate.GateRules;
import instructblip.results.store.StoredRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How much worse a candidate may be. */
final class GateArguments {

    private static final String POINTS = "a number of points, 0 or more";

    @Option(
            names = "--margin",
            paramLabel = "NAME=POINTS",
            split = ",",
            description =
                    "Loss that a benchmark may have, on the scale of its metric (default 0);"
                            + " repeatable.")
    private List<String> margins = new ArrayList<>();

    @Option(
            names = "--alpha",
            paramLabel = "P",
            description = "Chance of a false alarm over all benchmarks (default 0.05).")
    private String alpha;

    @Option(
            names = "--resolution",
            paramLabel = "POINTS",
            description =
                    "To pass, the lower bound of the difference must lie above −(margin +"
                            + " POINTS) (default 2).")
    private String resolution;

    @Option(
            names = "--policy",
            paramLabel = "FILE.yaml",
            description = "All of this as YAML; options on the command line win.")
    private String policy;

    @Option(
            names = "--allow-limited",
            description = "Judge runs with --limit too, which are refused else.")
    private boolean allowLimited;

    /**
     * The rules.
     *
     * @throws DatasetException when the policy is broken
     */
    GateRules rules() throws DatasetException {
        GateRules base =
                policy == null ? GateRules.DEFAULT : GatePolicy.read(Arguments.path(policy));
        Map<String, Double> all = new LinkedHashMap<>(base.margins());
        all.putAll(margins());
        return new GateRules(
                number("--alpha", alpha, GateRules::isAlpha, "a number above 0 and below 0.5")
                        .orElse(base.alpha()),
                number("--resolution", resolution, GateRules::isPoints, POINTS)
                        .orElse(base.resolution()),
                base.margin(),
                all,
                base.benchmarks(),
                allowLimited || base.allowLimited());
    }

    private Map<String, Double> margins() {
        Map<String, Double> byName = new LinkedHashMap<>();
        for (String typed : margins) {
            int equals = typed.indexOf('=');
            String name = equals < 0 ? "" : typed.substring(0, equals).strip();
            if (name.isEmpty()) {
                throw new UsageException(
                        "--margin is %s; expected NAME=POINTS, as vizwiz=0.5"
                                .formatted(Arguments.shown(typed)));
            }
            String points = typed.substring(equals + 1).strip();
            Optional<Double> margin =
                    number("--margin " + name, points, GateRules::isPoints, POINTS);
            if (byName.putIfAbsent(name, margin.orElseThrow()) != null) {
                throw new UsageException(
                        "--margin names %s twice; expected it once"
                                .formatted(Arguments.shown(name)));
            }
        }
        return byName;
    }

    private static Optional<Double> number(
            String option, String typed, DoublePredicate allowed, String expected) {
        if (typed == null) {
            return Optional.empty();
        }
        return Optional.of(
                Decimal.parse(typed).stream()
                        .filter(allowed)
                        .boxed()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "%s is %s; expected %s"
                                                        .formatted(
                                                                option,
                                                                Arguments.shown(typed),
                                                                expected))));
    }

    /**
     * Checks that the rules name benchmarks of the runs: a typing mistake must not leave a
     * benchmark without its margin.
     */
    static void checkNames(GateRules rules, List<StoredRun> runs) {
        List<String> known =
                runs.stream()
                        .flatMap(run -> run.manifest().identity().benchmarks().stream())
                        .map(setup -> setup.name())
                        .distinct()
                        .toList();
        Stream.concat(rules.margins().keySet().stream(), rules.benchmarks().stream())
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw unknown(name, known);
                        });
    }

    private static UsageException unknown(String name, List<String> known) {
        if (known.isEmpty()) {
            return new UsageException("the runs have no benchmark");
        }
        return new UsageException(
                "the runs have no benchmark %s; did you mean %s? There are: %s"
                        .formatted(
                                Arguments.shown(name),
                                NearestName.of(name, known),
                                String.join(" ", known)));
    }
}
