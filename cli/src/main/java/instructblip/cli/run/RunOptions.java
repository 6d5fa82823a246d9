package instructblip.cli.run;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.prompt.Preset;
import instructblip.benchmarks.prompt.PromptTemplate;
import instructblip.core.video.VideoFrames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What to evaluate and how, as the user said it.
 *
 * @param benchmarks in the order of the table
 * @param data folder of the benchmarks' files; empty takes the bundled ones
 * @param split instead of each benchmark's own
 * @param limit first samples only; 0 is all
 * @param preset whose prompts and decoding settings
 * @param prompt instead of the preset's
 * @param decoding settings instead of the preset's
 * @param frames of a clip; empty is the paper's
 * @param maxPromptTokens longest prompt; 0 is the default
 * @param batchSize samples at once; empty lets the model advise
 */
public record RunOptions(
        List<Benchmark> benchmarks,
        Optional<Path> data,
        Optional<String> split,
        int limit,
        Preset preset,
        Optional<PromptTemplate> prompt,
        DecodingOverrides decoding,
        OptionalInt frames,
        int maxPromptTokens,
        Optional<Integer> batchSize) {

    public RunOptions {
        benchmarks = List.copyOf(benchmarks);
    }

    /** How many frames of a clip the model looks at. */
    int sampledFrames() {
        return frames.orElse(VideoFrames.USUAL);
    }

    /** Settings that decide answers and were given. */
    Map<String, Object> given() {
        Map<String, Object> given = new TreeMap<>(decoding.given());
        split.ifPresent(name -> given.put("split", name));
        prompt.ifPresent(template -> given.put("prompt", template.toString()));
        if (limit > 0) {
            given.put("limit", limit);
        }
        frames.ifPresent(number -> given.put("frames", number));
        if (maxPromptTokens > 0) {
            given.put("max_prompt_tokens", maxPromptTokens);
        }
        return given;
    }
}
