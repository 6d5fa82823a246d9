package instructblip.core.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointCopy;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.checkpoint.FolderTree;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.qformer.QFormer;
import instructblip.core.request.ModelType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an InstructBLIP checkpoint of a BLIP-2 checkpoint, as the authors begin their tuning (LAVIS
 * {@code blip2.py}, {@code init_Qformer}): all weights stay, and the Q-Former gets back what it
 * needs for text (word and position embeddings, the feed-forward parts of text), which come from
 * BERT, with its tokenizer and the token {@code [DEC]} behind it.
 */
public final class InstructBlipOfBlip2 {

    private static final String CONFIG = "config.json";
    private static final String PROCESSOR = "processor_config.json";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String QFORMER = "qformer.";
    private static final String NORM_THERE = "qformer.layernorm.";
    private static final String NORM_HERE = "qformer.embeddings.layernorm.";
    private static final List<String> TOKENIZER_FILES =
            List.of(TOKENIZER, "tokenizer_config.json", "special_tokens_map.json", "vocab.txt");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path blip2;
    private final Path text;
    private final long seed;
    private final Map<String, TensorEntry> bert;

    private InstructBlipOfBlip2(Path blip2, Path text, long seed) {
        this.blip2 = blip2;
        this.text = text;
        this.seed = seed;
        this.bert = bert(text);
    }

    /**
     * Writes the checkpoint.
     *
     * @param blip2 folder of a BLIP-2 checkpoint
     * @param text folder of BERT in hub layout, as bert-base-uncased; without weights only its
     *     tokenizer is used, and what text needs is drawn
     * @param target folder that does not exist yet; there whole or not at all
     * @param seed of what is drawn: the row of {@code [DEC]}, or all that text needs
     * @throws CheckpointException when one of the folders cannot be used
     * @throws IOException when the result cannot be written
     */
    public static void write(Path blip2, Path text, Path target, long seed) throws IOException {
        new InstructBlipOfBlip2(blip2, text, seed).write(target);
    }

    private void write(Path target) throws IOException {
        ModelConfig from = ModelConfig.read(blip2);
        if (from.type() != ModelType.BLIP2) {
            throw new CheckpointException(
                    "%s is no BLIP-2 checkpoint; expected one, since a text part is given to it."
                            .formatted(blip2));
        }
        Checkpoint stored = Checkpoint.open(blip2);
        new CheckpointFit(from, stored).require(blip2);
        BertTokenizer tokenizer = BertTokenizer.read(text.resolve(TOKENIZER));
        Path begun = target.resolveSibling(target.getFileName() + ".begun");
        FolderTree.delete(begun);
        Files.createDirectories(begun);
        try {
            write(stored, tokenizer, begun);
            Files.move(begun.resolve("whole"), target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FolderTree.delete(begun);
        }
    }

    private void write(Checkpoint stored, BertTokenizer tokenizer, Path begun) throws IOException {
        // Texts first: they decide which tensors there are.
        Path texts = begun.resolve("texts");
        writeTexts(texts, tokenizer);
        ModelConfig to = ModelConfig.read(texts);
        InitialWeights weights = new InitialWeights(texts, seed);
        new CheckpointCopy(
                        texts,
                        renamed(stored, to),
                        Optional.empty(),
                        (entry, dtype) -> drawn(weights, entry, dtype))
                .write(begun.resolve("whole"));
    }

    private void writeTexts(Path folder, BertTokenizer tokenizer) throws IOException {
        CheckpointCopy.texts(blip2, folder);
        Path own = Files.createDirectories(folder.resolve(CheckedModel.QFORMER_TOKENIZER));
        for (String name : TOKENIZER_FILES) {
            if (Files.isRegularFile(text.resolve(name))) {
                Files.copy(text.resolve(name), own.resolve(name));
            }
        }
        write(own.resolve(TOKENIZER), tokenizer.json());
        write(folder.resolve(CONFIG), config(tokenizer.vocabulary()));
        Path processor = folder.resolve(PROCESSOR);
        ObjectNode processing =
                Files.exists(processor) ? object(processor) : JSON.createObjectNode();
        processing.put("processor_class", "InstructBlipProcessor");
        write(processor, processing);
    }

    private ObjectNode config(int vocabulary) throws IOException {
        ObjectNode config = object(blip2.resolve(CONFIG));
        config.put("model_type", ModelType.INSTRUCTBLIP.label());
        config.putArray("architectures").add("InstructBlipForConditionalGeneration");
        ObjectNode qformer = config.withObject("/qformer_config");
        qformer.put("model_type", "instructblip_qformer").put("vocab_size", vocabulary);
        qformer.remove("use_qformer_text_input");
        config.withObject("/vision_config").put("model_type", "instructblip_vision_model");
        return config;
    }

    /** All tensors of the new model: those of BLIP-2, BERT's, and some that are yet to be drawn. */
    private Checkpoint renamed(Checkpoint stored, ModelConfig to) {
        List<TensorEntry> entries = new ArrayList<>();
        for (TensorEntry entry : stored.entries()) {
            // Text parts that a BLIP-2 file may hold were never given a text.
            if (!isText(entry.name())) {
                entries.add(entry.named(entry.name().replace(NORM_THERE, NORM_HERE)));
            }
        }
        for (WeightSpec spec : QFormer.weights(to.qformer())) {
            if (isText(spec.name())) {
                entries.add(ofText(spec));
            }
        }
        return Checkpoint.of(entries);
    }

    /** Tensors that only text needs. */
    private static boolean isText(String name) {
        return name.startsWith("qformer.embeddings.word")
                || name.startsWith("qformer.embeddings.position")
                || name.matches("qformer\\.encoder\\.layer\\.[0-9]+\\.(intermediate|output)\\..*");
    }

    private TensorEntry ofText(WeightSpec spec) {
        TensorEntry planned = Checkpoint.planned(List.of(spec)).entries().get(0);
        if (bert.isEmpty()) {
            return planned;
        }
        TensorEntry found = bert.get(spec.name());
        if (found == null) {
            throw new CheckpointException(
                    "%s holds no %s; expected the weights of BERT, or no weights, so that they are drawn."
                            .formatted(text, spec.name().substring(QFORMER.length())));
        }
        boolean fits =
                found.shape().equals(spec.shape())
                        || (spec.name().endsWith("word_embeddings.weight")
                                && found.shape().size() == 2
                                && found.shape().get(0) < spec.shape().get(0)
                                && found.shape().get(1).equals(spec.shape().get(1)));
        if (!fits || !found.dtype().isWeight()) {
            throw new CheckpointException(
                    "%s: %s is %s %s; expected %s, as the Q-Former of %s needs it."
                            .formatted(
                                    found.file(),
                                    found.name(),
                                    found.dtype(),
                                    found.shape(),
                                    spec.shape(),
                                    blip2));
        }
        return planned;
    }

    /** Values of a tensor that BLIP-2 does not have; empty for others. */
    private Optional<byte[]> drawn(InitialWeights weights, TensorEntry entry, StoredType dtype) {
        if (!isText(entry.name())) {
            return Optional.empty();
        }
        WeightSpec spec = new WeightSpec(entry.name(), entry.shape(), WeightSpec.Use.TABLE);
        float[] values = weights.of(spec);
        TensorEntry known = bert.get(entry.name());
        if (known != null) {
            float[] learned = TensorValues.read(known).values();
            System.arraycopy(learned, 0, values, 0, learned.length);
        }
        return Optional.of(new TensorValues(entry.shape(), values).bytes(dtype));
    }

    /** BERT's tensors by the names of the Q-Former; none where the folder has no weights. */
    private static Map<String, TensorEntry> bert(Path text) {
        Map<String, TensorEntry> byName = new HashMap<>();
        if (Checkpoint.isIn(text)) {
            for (TensorEntry entry : Checkpoint.open(text).entries()) {
                String name =
                        entry.name()
                                .replaceFirst("^bert\\.", "")
                                .replaceFirst("\\.gamma$", ".weight")
                                .replaceFirst("\\.beta$", ".bias");
                byName.put(QFORMER + name, entry);
            }
        }
        return byName;
    }

    private static ObjectNode object(Path file) throws IOException {
        ConfigNode.read(file);
        return (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    }

    private static void write(Path file, ObjectNode json) throws IOException {
        Files.writeString(file, json.toPrettyString() + "\n");
    }
}
