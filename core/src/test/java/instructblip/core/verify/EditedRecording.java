package instructblip.core.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.Oracle;
import instructblip.core.checkpoint.SafetensorsFile;
import instructblip.core.checkpoint.SafetensorsWriter;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A copy of one recorded case that a test changes before it is verified. */
final class EditedRecording {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String id;
    private final ObjectNode recording;
    private final Map<String, TensorValues> tensors = new LinkedHashMap<>();

    /**
     * @param folder to write the copy to
     */
    EditedRecording(String name, String id, Path folder) throws IOException {
        this.folder = folder;
        this.id = id;
        Oracle.copy(Oracle.recording(name), folder);
        this.recording = (ObjectNode) JSON.readTree(folder.resolve("recording.json").toFile());
        ArrayNode cases = JSON.createArrayNode();
        for (JsonNode recorded : recording.get("cases")) {
            if (recorded.get("id").asText().equals(id)) {
                cases.add(recorded);
            }
        }
        recording.set("cases", cases);
        for (TensorEntry entry : SafetensorsFile.entries(folder.resolve("tensors.safetensors"))) {
            if (entry.name().startsWith(id + "/")) {
                tensors.put(entry.name(), TensorValues.read(entry));
            }
        }
    }

    Path folder() {
        return folder;
    }

    ObjectNode recording() {
        return recording;
    }

    ObjectNode theCase() {
        return (ObjectNode) recording.get("cases").get(0);
    }

    ObjectNode generation(int number) {
        return (ObjectNode) theCase().get("generate").get(number);
    }

    ObjectNode rank() {
        return (ObjectNode) theCase().get("rank");
    }

    /** Values of a stage, to be changed in place. */
    float[] values(String stage) {
        return tensors.get(id + "/" + stage).values();
    }

    void reshape(String stage, Long... shape) {
        tensors.put(id + "/" + stage, new TensorValues(List.of(shape), values(stage)));
    }

    void forget(String stage) {
        tensors.remove(id + "/" + stage);
    }

    VerifyOptions write() throws IOException {
        JSON.writeValue(folder.resolve("recording.json").toFile(), recording);
        Files.delete(folder.resolve("tensors.safetensors"));
        SafetensorsWriter.write(folder.resolve("tensors.safetensors"), tensors);
        return options(OptionalDouble.empty());
    }

    VerifyOptions options(OptionalDouble tolerance) {
        return new VerifyOptions(folder, tolerance, Optional.empty(), Optional.empty());
    }
}
