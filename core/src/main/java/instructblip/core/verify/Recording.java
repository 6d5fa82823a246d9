package instructblip.core.verify;

import instructblip.core.checkpoint.SafetensorsFile;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A folder with {@code recording.json}, {@code tensors.safetensors} and images. */
final class Recording {

    private static final int FORMAT = 1;

    private final Path folder;
    private final RecordedJson json;
    private final Map<String, TensorEntry> tensors = new HashMap<>();

    private Recording(Path folder, RecordedJson json) {
        this.folder = folder;
        this.json = json;
        Path file = tensorFile();
        if (Files.exists(file)) {
            SafetensorsFile.entries(file).forEach(entry -> tensors.put(entry.name(), entry));
        }
    }

    static Recording open(Path folder, String file) {
        RecordedJson json = RecordedJson.read(folder.resolve(file));
        if (json.has("format") && json.number("format") != FORMAT) {
            throw json.fault("format", String.valueOf(FORMAT));
        }
        return new Recording(folder, json);
    }

    Path tensorFile() {
        return folder.resolve("tensors.safetensors");
    }

    /** Names of all recorded tensors. */
    Set<String> names() {
        return Set.copyOf(tensors.keySet());
    }

    Path folder() {
        return folder;
    }

    List<RecordedJson> list(String key) {
        if (json.list(key).isEmpty()) {
            throw json.fault(key, "an array with at least one element");
        }
        return json.list(key);
    }

    RecordedJson json() {
        return json;
    }

    /** A tensor of a case, where it was recorded. */
    Optional<TensorValues> tensor(RecordedJson recordedCase, String name) {
        return tensor(recordedCase.text("id") + "/" + name);
    }

    Optional<TensorValues> tensor(String name) {
        return Optional.ofNullable(tensors.get(name)).map(TensorValues::read);
    }
}
