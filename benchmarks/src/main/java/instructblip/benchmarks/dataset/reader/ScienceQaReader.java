package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.MediaName;
import instructblip.benchmarks.dataset.source.OuterSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * ScienceQA, questions with an image. Split {@code PART-img} is read from {@code problems.json} and
 * {@code pid_splits.json}; images are {@code images/PART/ID/image.png}.
 */
public final class ScienceQaReader implements DatasetReader {

    private static final String ORIGIN = "scienceqa.github.io (github.com/lupantech/ScienceQA)";
    private static final String WITH_IMAGE = "-img";
    private static final Set<String> FIELDS =
            Set.of(
                    "question",
                    "choices",
                    "answer",
                    "hint",
                    "image",
                    "grade",
                    "subject",
                    "topic",
                    "split");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Path problems = folder.require("problems.json", "data/scienceqa/problems.json");
        Path splits = folder.require("pid_splits.json", "data/scienceqa/pid_splits.json");
        String part = split.substring(0, split.length() - WITH_IMAGE.length());
        SampleCollector samples =
                new ProblemList(problems, splits)
                        .read(
                                part,
                                FIELDS,
                                problem -> problem.has("image"),
                                problem -> sample(folder, part, problem));
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static Sample sample(DataFolder folder, String part, Annotation problem)
            throws DatasetException {
        List<String> choices = Options.of(problem);
        int answer = Options.answer(problem, choices);
        String hint = problem.has("hint") ? problem.text("hint") : "";
        Map<String, Object> facts = new TreeMap<>(Map.of("answer", answer, "hint", hint));
        for (String group : List.of("subject", "grade", "topic")) {
            if (problem.has(group)) {
                facts.put(group, problem.text(group));
            }
        }
        return new Sample(
                problem.name(),
                image(folder, part, problem),
                Map.of(
                        "question", problem.stripped("question"),
                        "options", Options.lettered(choices),
                        "hint", OuterSpace.strip(hint)),
                List.of(choices.get(answer)),
                choices,
                facts);
    }

    private static String image(DataFolder folder, String part, Annotation problem)
            throws DatasetException {
        String imageFolder = problem.has("split") ? problem.text("split") : part;
        String name =
                MediaName.within(
                        problem,
                        "%s/%s/%s".formatted(imageFolder, problem.name(), problem.text("image")));
        return folder.media(
                List.of(
                        "images/" + name,
                        name,
                        "data/scienceqa/images/" + name,
                        "data/images/" + name));
    }
}
