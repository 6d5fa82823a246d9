package instructblip.core.language.t5;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import instructblip.core.request.LanguageFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Encoder and decoder of FlanT5 ({@code transformers} {@code modeling_t5.py}). The encoder reads
 * visual tokens and prompt; positions are relative, so any length goes.
 */
public final class T5 implements LanguageModel {

    private final T5Config config;
    private final Kernels kernels;
    private final Scope scope;
    private final TensorList encoder;
    private final TensorList decoder;
    private final Tensor shared;
    private final Tensor decoderBias;

    public T5(T5Config config, Kernels kernels, WeightLoader loader, Checkpoint checkpoint) {
        this.config = config;
        this.kernels = kernels;
        this.scope = kernels.scope();
        List<WeightSpec> decoderWeights = decoderWeights(config, checkpoint);
        this.encoder = scope.own(loader.load(T5Weights.encoder(config)));
        this.shared = loader.load(scope, decoderWeights.get(0));
        this.decoder = scope.own(loader.load(decoderWeights, List.of(shared)));
        this.decoderBias = loader.load(scope, T5Weights.decoderBias(config));
    }

    /** The tensors that a checkpoint holds for it; a tied output layer may be left out. */
    public static List<WeightSpec> weights(T5Config config, Checkpoint checkpoint) {
        return Stream.of(
                        T5Weights.encoder(config),
                        decoderWeights(config, checkpoint),
                        List.of(T5Weights.decoderBias(config)))
                .flatMap(List::stream)
                .toList();
    }

    /** Names of stored tensors that are copies of others and must equal them, with those. */
    public static Map<String, String> copies(T5Config config, Checkpoint checkpoint) {
        String shared = sharedName(config, checkpoint);
        Map<String, String> copies = new LinkedHashMap<>();
        Stream.concat(
                        T5Weights.COPIES.stream(),
                        config.head().mustEqual() ? Stream.of(T5Weights.HEAD) : Stream.of())
                .filter(name -> !name.equals(shared) && checkpoint.find(name).isPresent())
                .forEach(name -> copies.put(name, shared));
        return copies;
    }

    private static List<WeightSpec> decoderWeights(T5Config config, Checkpoint checkpoint) {
        boolean ownHead =
                !config.head().mustEqual()
                        && (!config.head().tied() || checkpoint.find(T5Weights.HEAD).isPresent());
        String shared = sharedName(config, checkpoint);
        return T5Weights.decoder(config, shared, ownHead ? T5Weights.HEAD : shared);
    }

    /** Of tied copies a file may keep any one. */
    private static String sharedName(T5Config config, Checkpoint checkpoint) {
        List<String> names = new ArrayList<>(List.of(T5Weights.SHARED));
        names.addAll(T5Weights.COPIES);
        if (config.head().tied()) {
            names.add(T5Weights.HEAD);
        }
        return names.stream()
                .filter(name -> checkpoint.find(name).isPresent())
                .findFirst()
                .orElse(T5Weights.SHARED);
    }

    @Override
    public LanguageFamily family() {
        return LanguageFamily.T5;
    }

    @Override
    public int width() {
        return config.width();
    }

    @Override
    public int vocabulary() {
        return config.vocabulary();
    }

    /** Cross-attention's for the prefix, self-attention's for the tree. */
    @Override
    public long bytesPerPosition() {
        return 2L * config.decoderLayers() * config.attentionWidth() * kernels.dtype().bytes();
    }

    @Override
    public List<Integer> startTokens() {
        return List.of(config.startToken());
    }

    @Override
    public Tensor embed(Scope target, Tensor ids) {
        return kernels.call(target, "embed", ids, shared);
    }

    @Override
    public TokenTree read(Scope target, Tensor rows, int[] lengths, TreeSize size) {
        int[][] start = new int[lengths.length][1];
        for (int[] row : start) {
            row[0] = config.startToken();
        }
        return new T5Tree(this, target, rows, lengths, size, start, false);
    }

    @Override
    public int[] lesson(int[] prompt, int[] answer) {
        return prompt.clone();
    }

    @Override
    public Tensor predict(Scope target, Tensor rows, int[] lengths, List<int[]> answers) {
        int longest = answers.stream().mapToInt(answer -> answer.length).max().orElseThrow();
        int[][] before = new int[answers.size()][longest];
        for (int b = 0; b < before.length; b++) {
            int[] answer = answers.get(b);
            before[b][0] = config.startToken();
            System.arraycopy(answer, 0, before[b], 1, answer.length - 1);
        }
        TreeSize size = new TreeSize(longest, longest, 1);
        return new T5Tree(this, target, rows, lengths, size, before, true).prefixLogits();
    }

    T5Config config() {
        return config;
    }

    Kernels kernels() {
        return kernels;
    }

    TensorList encoder() {
        return encoder;
    }

    TensorList decoder() {
        return decoder;
    }

    Tensor decoderBias() {
        return decoderBias;
    }

    @Override
    public void close() {
        scope.close();
    }
}
