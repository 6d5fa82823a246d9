package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.JsonFile;
import instructblip.benchmarks.dataset.source.Shown;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code problems.json} with all problems by their id and {@code pid_splits.json} that lists the
 * ids of each split in order, as ScienceQA and IconQA have them.
 *
 * @param problems object of records
 * @param splits object of lists of ids
 */
record ProblemList(Path problems, Path splits) {

    /**
     * Makes a sample of each problem of a split that is taken, in the order of the list.
     *
     * @param fields that the maker needs
     */
    SampleCollector read(
            String split,
            Set<String> fields,
            Predicate<Annotation> taken,
            SampleCollector.Maker maker)
            throws DatasetException {
        List<String> ids = new JsonFile(splits).texts(split);
        Map<String, Annotation> listed = listed(new HashSet<>(ids), fields);
        SampleCollector samples = new SampleCollector(problems);
        for (String id : ids) {
            Annotation problem = listed.get(id);
            if (problem == null) {
                samples.collect(
                        () -> {
                            throw notThere(id, split);
                        });
            } else if (taken.test(problem)) {
                samples.take(problem, maker);
            }
        }
        return samples;
    }

    private Map<String, Annotation> listed(Set<String> ids, Set<String> fields)
            throws DatasetException {
        Map<String, Annotation> listed = new HashMap<>();
        new JsonFile(problems)
                .records(
                        "",
                        fields,
                        problem -> {
                            boolean isListed = ids.contains(problem.name());
                            if (isListed && listed.putIfAbsent(problem.name(), problem) != null) {
                                throw problem.fault("its id is there twice; expected unique ids");
                            }
                        });
        return listed;
    }

    private DatasetException notThere(String id, String split) {
        return new DatasetException(
                "%s, record %s: is missing; expected it, as %s lists it (%s)"
                        .formatted(problems, Shown.text(id), splits.getFileName(), split));
    }
}
