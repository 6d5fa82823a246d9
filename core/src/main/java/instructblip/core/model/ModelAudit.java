package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.checkpoint.ModelPart;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.text.TextTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a checkpoint folder holds, found without reading weights and without the tensor engine.
 *
 * @param folder as given
 * @param modelType {@code model_type} of its configuration
 * @param languageModel {@code model_type} of its text configuration
 * @param parts in the order of the data: vision, qformer, language
 * @param faults every missing, unexpected or mis-shaped tensor and every missing file, a line each;
 *     empty when {@code run} could load the folder
 */
public record ModelAudit(
        Path folder,
        String modelType,
        String languageModel,
        List<Part> parts,
        List<String> faults) {

    /**
     * @param name of the part
     * @param tensors count
     * @param parameters count
     * @param bytes as stored
     * @param dtypes tensors per stored dtype
     */
    public record Part(
            String name, int tensors, long parameters, long bytes, Map<String, Integer> dtypes) {}

    /**
     * Audits a folder.
     *
     * @throws CheckpointException when there is no configuration to audit by
     */
    public static ModelAudit of(Path folder) {
        ConfigNode config = ConfigNode.read(folder.resolve("config.json"));
        List<String> faults = new ArrayList<>();
        List<Part> parts = List.of();
        try {
            Checkpoint checkpoint = Checkpoint.open(folder);
            parts = parts(checkpoint);
            faults.addAll(new CheckpointFit(InstructBlipConfig.read(folder), checkpoint).faults());
        } catch (CheckpointException e) {
            faults.add(e.getMessage());
        }
        for (Path tokenizer : List.of(folder, folder.resolve("qformer_tokenizer"))) {
            try {
                TextTokenizer.open(tokenizer).close();
            } catch (CheckpointException e) {
                faults.add(e.getMessage());
            }
        }
        return new ModelAudit(
                folder,
                config.text("model_type", ""),
                config.objectOrEmpty("text_config").text("model_type", ""),
                parts,
                List.copyOf(faults));
    }

    private static List<Part> parts(Checkpoint checkpoint) {
        Map<ModelPart, List<TensorEntry>> byPart = new EnumMap<>(ModelPart.class);
        for (ModelPart part : ModelPart.values()) {
            byPart.put(part, new ArrayList<>());
        }
        for (TensorEntry entry : checkpoint.entries()) {
            byPart.get(ModelPart.of(entry.name())).add(entry);
        }
        return byPart.entrySet().stream().map(e -> part(e.getKey().label(), e.getValue())).toList();
    }

    private static Part part(String name, List<TensorEntry> entries) {
        Map<String, Integer> dtypes = new TreeMap<>();
        entries.forEach(entry -> dtypes.merge(entry.dtype().name(), 1, Integer::sum));
        return new Part(
                name,
                entries.size(),
                entries.stream().mapToLong(TensorEntry::elements).sum(),
                entries.stream().mapToLong(TensorEntry::bytes).sum(),
                dtypes);
    }
}
