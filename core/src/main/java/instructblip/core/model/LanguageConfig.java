package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.llama.Llama;
import instructblip.core.language.llama.LlamaConfig;
import instructblip.core.language.opt.Opt;
import instructblip.core.language.opt.OptConfig;
import instructblip.core.language.t5.T5;
import instructblip.core.language.t5.T5Config;
import instructblip.core.request.LanguageFamily;
import java.util.List;
import java.util.Map;

/** What the rest of the model needs to know about its language model before it is loaded. */
sealed interface LanguageConfig {

    LanguageFamily family();

    /** D of its embeddings. */
    int width();

    /** Rows of its embedding table. */
    int vocabulary();

    /** Positions that it was made for; a very large number where there is no such count. */
    int positions();

    /** Whether there is nothing beyond its positions, neither for a prompt nor for new tokens. */
    boolean endsAtPositions();

    /** The end token where no file names one: the default of the {@code transformers} class. */
    int defaultEndToken();

    /** Tensors that a checkpoint must hold. */
    List<WeightSpec> weights(Checkpoint checkpoint);

    /** Names of stored tensors that are copies of others and must equal them, with those. */
    Map<String, String> copies(Checkpoint checkpoint);

    LanguageModel load(Kernels kernels, WeightLoader loader, Checkpoint checkpoint);

    static LanguageConfig of(ConfigNode config) {
        return switch (config.text("model_type")) {
            case "t5" -> new OfT5(T5Config.of(config));
            case "llama" -> new OfLlama(LlamaConfig.of(config));
            case "opt" -> new OfOpt(OptConfig.of(config));
            default -> throw config.fault("model_type", "t5, llama or opt");
        };
    }

    /** FlanT5. */
    record OfT5(T5Config config) implements LanguageConfig {

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

        @Override
        public int positions() {
            return Integer.MAX_VALUE;
        }

        @Override
        public boolean endsAtPositions() {
            return false;
        }

        @Override
        public int defaultEndToken() {
            return 1;
        }

        @Override
        public List<WeightSpec> weights(Checkpoint checkpoint) {
            return T5.weights(config, checkpoint);
        }

        @Override
        public Map<String, String> copies(Checkpoint checkpoint) {
            return T5.copies(config, checkpoint);
        }

        @Override
        public LanguageModel load(Kernels kernels, WeightLoader loader, Checkpoint checkpoint) {
            return new T5(config, kernels, loader, checkpoint);
        }
    }

    /** Vicuna. */
    record OfLlama(LlamaConfig config) implements LanguageConfig {

        @Override
        public LanguageFamily family() {
            return LanguageFamily.LLAMA;
        }

        @Override
        public int width() {
            return config.width();
        }

        @Override
        public int vocabulary() {
            return config.vocabulary();
        }

        @Override
        public int positions() {
            return config.positions();
        }

        /** Rotary positions are computed. */
        @Override
        public boolean endsAtPositions() {
            return false;
        }

        @Override
        public int defaultEndToken() {
            return 2;
        }

        @Override
        public List<WeightSpec> weights(Checkpoint checkpoint) {
            return Llama.weights(config, checkpoint);
        }

        @Override
        public Map<String, String> copies(Checkpoint checkpoint) {
            return Llama.copies(config, checkpoint);
        }

        @Override
        public LanguageModel load(Kernels kernels, WeightLoader loader, Checkpoint checkpoint) {
            return new Llama(config, kernels, loader, checkpoint);
        }
    }

    /** OPT. */
    record OfOpt(OptConfig config) implements LanguageConfig {

        @Override
        public LanguageFamily family() {
            return LanguageFamily.OPT;
        }

        @Override
        public int width() {
            return config.wordWidth();
        }

        @Override
        public int vocabulary() {
            return config.vocabulary();
        }

        @Override
        public int positions() {
            return config.positions();
        }

        @Override
        public boolean endsAtPositions() {
            return true;
        }

        @Override
        public int defaultEndToken() {
            return 2;
        }

        @Override
        public List<WeightSpec> weights(Checkpoint checkpoint) {
            return Opt.weights(config, checkpoint);
        }

        @Override
        public Map<String, String> copies(Checkpoint checkpoint) {
            return Opt.copies(config, checkpoint);
        }

        @Override
        public LanguageModel load(Kernels kernels, WeightLoader loader, Checkpoint checkpoint) {
            return new Opt(config, kernels, loader, checkpoint);
        }
    }
}
