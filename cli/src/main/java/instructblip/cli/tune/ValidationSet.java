package instructblip.cli.tune;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.prompt.PromptTemplate;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a model is asked in between.
 *
 * @param benchmark whose prompts, settings and metric
 * @param folder of its files
 * @param split of it
 * @param limit first samples only; 0 is all
 * @param prompt in place of the benchmark's
 */
record ValidationSet(
        Benchmark benchmark,
        Path folder,
        String split,
        int limit,
        Optional<PromptTemplate> prompt) {}
