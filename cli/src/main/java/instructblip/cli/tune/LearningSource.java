package instructblip.cli.tune;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.prompt.PromptTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A data set to learn from.
 *
 * @param benchmark that reads it
 * @param folder of its files
 * @param split of it
 * @param limit first samples only; 0 is all
 * @param where texts that a field or fact must have, else the sample is passed over
 * @param templates of the instruction, drawn uniformly; empty where labels are learned
 * @param answer template of what is learned: of the answer, or of the class of a label
 * @param label template of the label's name, where labels are learned
 * @param weight times which its share is taken
 * @param size that decides its share instead of the number of its samples
 */
record LearningSource(
        Benchmark benchmark,
        Path folder,
        String split,
        int limit,
        Map<String, List<String>> where,
        List<PromptTemplate> templates,
        PromptTemplate answer,
        Optional<PromptTemplate> label,
        double weight,
        OptionalLong size) {

    LearningSource {
        where = Map.copyOf(where);
        templates = List.copyOf(templates);
    }
}
