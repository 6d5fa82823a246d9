package instructblip.cli.run;

import instructblip.core.model.CheckedModel;
import instructblip.core.model.ModelDescription;
import instructblip.core.request.ModelKind;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.Machine;
import instructblip.results.store.ModelIdentity;
import instructblip.results.store.RunIdentity;
import instructblip.results.store.RunSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All that decides a run's answers, put together for its manifest. */
final class Identity {

    private final RunOptions options;
    private final CheckedModel model;

    Identity(RunOptions options, CheckedModel model) {
        this.options = options;
        this.model = model;
    }

    RunIdentity of(List<PlannedBenchmark> planned, RunTarget target) {
        ModelDescription description = model.description();
        ModelKind kind = description.kind();
        List<BenchmarkSetup> setups = new ArrayList<>();
        for (PlannedBenchmark benchmark : planned) {
            setups.add(benchmark.setup(kind, DataFingerprint.of(benchmark.dataset())));
        }
        return new RunIdentity(
                target.tool(),
                new ModelIdentity(
                        description.name(),
                        kind.type().label(),
                        kind.family().name().toLowerCase(Locale.ROOT),
                        description.parameters().values().stream().mapToLong(Long::longValue).sum(),
                        model.stamp(),
                        Map.of()),
                new Machine(
                        description.device(),
                        description.precision().label(),
                        engine(description.engine())),
                settings(target.execution()),
                setups);
    }

    private RunSettings settings(Map<String, Object> execution) {
        Map<String, Object> given = options.given();
        Map<String, Object> defaulted = new TreeMap<>();
        defaulted.put("limit", 0);
        defaulted.put("max_prompt_tokens", model.maxPromptTokens());
        defaulted.keySet().removeAll(given.keySet());
        return new RunSettings(
                options.preset().name().toLowerCase(Locale.ROOT), given, defaulted, execution);
    }

    /** From {@code djl 0.35.1, pytorch 2.7.1} to versions by name. */
    private static Map<String, String> engine(String versions) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String part : versions.split(", ")) {
            int space = part.indexOf(' ');
            byName.put(part.substring(0, space), part.substring(space + 1));
        }
        return byName;
    }
}
