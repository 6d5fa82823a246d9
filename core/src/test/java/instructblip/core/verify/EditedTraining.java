package instructblip.core.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A copy of a recording of training that a test changes before it is verified. */
final class EditedTraining {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final ObjectNode json;
    private final Map<String, TensorValues> tensors = new LinkedHashMap<>();

    /**
     * @param folder to write the copy to
     */
    EditedTraining(String model, Path folder) throws IOException {
        this.folder = folder;
        Oracle.copy(Oracle.recording(model + "-training"), folder);
        this.json = (ObjectNode) JSON.readTree(folder.resolve("training.json").toFile());
        for (TensorEntry entry : SafetensorsFile.entries(folder.resolve("tensors.safetensors"))) {
            tensors.put(entry.name(), TensorValues.read(entry));
        }
    }

    ObjectNode json() {
        return json;
    }

    ObjectNode sample(int number) {
        return (ObjectNode) json.get("batch").get(number);
    }

    ObjectNode optimizer() {
        return (ObjectNode) json.get("optimizer");
    }

    Map<String, TensorValues> tensors() {
        return tensors;
    }

    VerifyOptions write() throws IOException {
        JSON.writeValue(folder.resolve("training.json").toFile(), json);
        Files.delete(folder.resolve("tensors.safetensors"));
        SafetensorsWriter.write(folder.resolve("tensors.safetensors"), tensors);
        return new VerifyOptions(
                folder, OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }
}
