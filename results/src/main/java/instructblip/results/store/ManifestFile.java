package instructblip.results.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.results.record.Printable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code run.json}: the manifest as JSON. */
final class ManifestFile {

    static final String NAME = "run.json";

    private static final String TOOL = "instructblip-eval";

    private ManifestFile() {}

    static void write(Path file, RunManifest manifest) {
        AtomicFile.write(file, StoreJson.bytes(json(manifest)));
    }

    /**
     * Reads a run's manifest.
     *
     * @throws StoreException when it is missing or broken, or of a format that this code does not
     *     know
     */
    static RunManifest read(Path folder) {
        StoredObject json = StoreJson.read(folder.resolve(NAME));
        checkFormat(json);
        Map<String, StoredPlan> plans = new LinkedHashMap<>();
        Map<String, PredictionsSeal> seals = new LinkedHashMap<>();
        List<BenchmarkSetup> benchmarks = new ArrayList<>();
        json.object("benchmarks")
                .objects()
                .forEach(
                        (name, benchmark) -> {
                            checkName(json, name);
                            benchmarks.add(benchmark(name, benchmark));
                            if (benchmark.has("batch_plan")) {
                                plans.put(name, plan(benchmark.object("batch_plan")));
                            }
                            if (benchmark.has("predictions")) {
                                seals.put(name, seal(benchmark.object("predictions")));
                            }
                        });
        RunIdentity identity =
                new RunIdentity(
                        tool(json.object("tool")),
                        model(json.object("model")),
                        machine(json),
                        settings(json.object("settings")),
                        benchmarks);
        return new RunManifest(identity, plans, seals, state(json));
    }

    private static void checkFormat(StoredObject json) {
        if (!json.has("format")
                || !json.has("tool")
                || !json.object("tool").text("name").equals(TOOL)) {
            throw new StoreException(
                    StoreJson.shown(json.file())
                            + " is not the manifest of a run of "
                            + TOOL
                            + ".");
        }
        long format = json.number("format");
        if (format != RunManifest.FORMAT) {
            throw new StoreException(
                    "%s has format %d; this version reads format %d. Use the version that wrote it (%s) or a newer one."
                            .formatted(
                                    StoreJson.shown(json.file()),
                                    format,
                                    RunManifest.FORMAT,
                                    json.object("tool").text("version")));
        }
    }

    /** The name is a folder's name too: it must not lead out of the run. */
    private static void checkName(StoredObject json, String name) {
        if (!BenchmarkSetup.isName(name)) {
            throw new StoreException(
                    "%s has a benchmark %s; expected a name of letters, digits, '-', '_' and '.'."
                            .formatted(StoreJson.shown(json.file()), Printable.quote(name)));
        }
    }

    private static ObjectNode json(RunManifest manifest) {
        RunIdentity identity = manifest.identity();
        RunState state = manifest.state();
        ObjectNode json = StoreJson.object().put("format", RunManifest.FORMAT);
        json.set("tool", json(identity.tool()));
        json.put("status", state.status().text()).put("started", state.started().toString());
        ArrayNode resumed = json.putArray("resumed");
        state.resumed().forEach(time -> resumed.add(time.toString()));
        state.finished().ifPresent(time -> json.put("finished", time.toString()));
        json.put("reused", state.reused()).put("vit_images", state.vitImages());
        json.set("model", json(identity.model()));
        json.put("device", identity.machine().device()).put("dtype", identity.machine().dtype());
        json.set("engine", StoreJson.node(identity.machine().engine()));
        json.set("settings", json(identity.settings()));
        ObjectNode benchmarks = json.putObject("benchmarks");
        for (BenchmarkSetup benchmark : identity.benchmarks()) {
            Optional<StoredPlan> plan = Optional.ofNullable(manifest.plans().get(benchmark.name()));
            ObjectNode stored = json(benchmark, plan);
            Optional.ofNullable(manifest.seals().get(benchmark.name()))
                    .ifPresent(seal -> stored.set("predictions", json(seal)));
            benchmarks.set(benchmark.name(), stored);
        }
        return json;
    }

    private static ObjectNode json(ToolBuild tool) {
        ObjectNode json = StoreJson.object().put("name", TOOL).put("version", tool.version());
        json.putObject("git").put("revision", tool.revision()).put("dirty", tool.dirty());
        return json;
    }

    private static ToolBuild tool(StoredObject json) {
        StoredObject git = json.object("git");
        return new ToolBuild(json.text("version"), git.text("revision"), git.flag("dirty"));
    }

    private static ObjectNode json(ModelIdentity model) {
        ObjectNode json =
                StoreJson.object()
                        .put("name", model.name())
                        .put("type", model.type())
                        .put("family", model.family())
                        .put("parameters", model.parameters())
                        .put("stamp", model.stamp());
        json.set("fingerprints", StoreJson.node(model.fingerprints()));
        return json;
    }

    private static ModelIdentity model(StoredObject json) {
        return new ModelIdentity(
                json.text("name"),
                json.text("type"),
                json.text("family"),
                json.number("parameters"),
                json.text("stamp"),
                json.texts("fingerprints"));
    }

    private static Machine machine(StoredObject json) {
        return new Machine(json.text("device"), json.text("dtype"), json.texts("engine"));
    }

    private static ObjectNode json(RunSettings settings) {
        ObjectNode json = StoreJson.object().put("preset", settings.preset());
        json.set("given", StoreJson.node(settings.given()));
        json.set("defaulted", StoreJson.node(settings.defaulted()));
        json.set("execution", StoreJson.node(settings.execution()));
        return json;
    }

    private static RunSettings settings(StoredObject json) {
        return new RunSettings(
                json.text("preset"),
                json.values("given"),
                json.values("defaulted"),
                json.values("execution"));
    }

    private static ObjectNode json(BenchmarkSetup benchmark, Optional<StoredPlan> plan) {
        ObjectNode json =
                StoreJson.object()
                        .put("split", benchmark.split())
                        .put("n", benchmark.samples())
                        .put("limit", benchmark.limit());
        json.set("fingerprints", StoreJson.node(benchmark.fingerprints()));
        json.put("prompt", benchmark.prompt());
        json.set("settings", StoreJson.node(benchmark.settings()));
        benchmark.metric().ifPresent(metric -> json.put("metric", metric));
        plan.ifPresent(known -> json.set("batch_plan", json(known)));
        return json;
    }

    private static BenchmarkSetup benchmark(String name, StoredObject json) {
        return new BenchmarkSetup(
                name,
                json.text("split"),
                json.count("n"),
                json.count("limit"),
                json.texts("fingerprints"),
                json.text("prompt"),
                json.values("settings"),
                json.has("metric") ? Optional.of(json.text("metric")) : Optional.empty());
    }

    private static ObjectNode json(StoredPlan plan) {
        ObjectNode json = StoreJson.object();
        json.set("rule", StoreJson.node(plan.rule()));
        return json.put("batches", plan.batches()).put("sha256", plan.sha256());
    }

    private static StoredPlan plan(StoredObject json) {
        return new StoredPlan(json.values("rule"), json.count("batches"), json.text("sha256"));
    }

    private static ObjectNode json(PredictionsSeal seal) {
        return StoreJson.object()
                .put("lines", seal.lines())
                .put("sha256", seal.sha256())
                .put("checks", seal.checks());
    }

    private static PredictionsSeal seal(StoredObject json) {
        int lines = json.count("lines");
        String checks = json.text("checks");
        if (checks.length() != (long) lines * PredictionsSeal.DIGITS) {
            throw json.fault("checks", "four hexadecimal digits per line");
        }
        return new PredictionsSeal(lines, json.text("sha256"), checks);
    }

    private static RunState state(StoredObject json) {
        Optional<Instant> finished =
                json.has("finished") ? Optional.of(json.time("finished")) : Optional.empty();
        return new RunState(
                status(json),
                json.time("started"),
                json.times("resumed"),
                finished,
                json.number("reused"),
                json.number("vit_images"));
    }

    private static RunStatus status(StoredObject json) {
        String text = json.text("status");
        for (RunStatus status : RunStatus.values()) {
            if (status.text().equals(text)) {
                return status;
            }
        }
        throw json.fault("status", "running, finished or incomplete");
    }
}
