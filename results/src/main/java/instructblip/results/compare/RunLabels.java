package instructblip.results.compare;

import instructblip.results.store.StoredRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What runs are called beside each other: by what tells them apart. */
final class RunLabels {

    private RunLabels() {}

    /** Names of the models where all differ, else of the folders, else those with numbers. */
    static List<String> of(List<StoredRun> runs) {
        List<String> models = names(runs, run -> run.manifest().identity().model().name());
        List<String> folders = names(runs, RunLabels::folder);
        if (areUnique(models)) {
            return models;
        }
        return areUnique(folders) ? folders : numbered(folders);
    }

    /** Name of a run's folder. */
    static String folder(StoredRun run) {
        Path name = run.folder().toAbsolutePath().normalize().getFileName();
        return name == null ? "/" : name.toString();
    }

    private static List<String> names(List<StoredRun> runs, Function<StoredRun, String> name) {
        return runs.stream().map(name).toList();
    }

    private static boolean areUnique(List<String> names) {
        return new HashSet<>(names).size() == names.size();
    }

    private static List<String> numbered(List<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> numbered = new ArrayList<>();
        for (String name : names) {
            int count = counts.merge(name, 1, Integer::sum);
            numbered.add(count == 1 ? name : name + " (" + count + ")");
        }
        return numbered;
    }
}
