package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.JsonFile;
import instructblip.benchmarks.dataset.source.MediaName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * IconQA, questions with a choice of texts. Split {@code choose_txt_PART} is read from {@code
 * iconqa_data/problems.json} and {@code pid_splits.json} (official) or from {@code
 * annotations_PART.json} (LAVIS' download script, in its own order); images are {@code
 * iconqa_data/iconqa/PART/choose_txt/ID/image.png} or {@code all_images/PART_ID.png}.
 */
public final class IconQaReader implements DatasetReader {

    private static final String ORIGIN = "iconqa.github.io (iconqa_data.zip)";
    private static final String SUBTASK = "choose_txt";
    private static final Set<String> FIELDS =
            Set.of("question", "choices", "answer", "ques_type", "instance_id");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        String part = split.substring(SUBTASK.length() + 1);
        Optional<Path> problems = folder.find("iconqa_data/problems.json", "problems.json");
        Optional<Path> lavis =
                problems.isPresent()
                        ? Optional.empty()
                        : folder.find("annotations_" + part + ".json");
        SampleCollector samples =
                lavis.isPresent()
                        ? lavis(folder, lavis.get(), part)
                        : official(folder, split, part);
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static SampleCollector official(DataFolder folder, String split, String part)
            throws DatasetException {
        Path problems = folder.require("iconqa_data/problems.json", "problems.json");
        Path splits = folder.require("iconqa_data/pid_splits.json", "pid_splits.json");
        return new ProblemList(problems, splits)
                .read(split, FIELDS, problem -> true, problem -> sample(folder, part, problem));
    }

    private static SampleCollector lavis(DataFolder folder, Path file, String part)
            throws DatasetException {
        SampleCollector samples = new SampleCollector(file);
        new JsonFile(file)
                .records(
                        "",
                        FIELDS,
                        record -> {
                            if (isTextChoice(record)) {
                                samples.take(
                                        record,
                                        entry ->
                                                sample(
                                                        folder,
                                                        part,
                                                        entry.named(entry.id("instance_id"))));
                            }
                        });
        return samples;
    }

    private static boolean isTextChoice(Annotation record) throws DatasetException {
        return !record.has("ques_type") || record.text("ques_type").equals(SUBTASK);
    }

    private static Sample sample(DataFolder folder, String part, Annotation problem)
            throws DatasetException {
        List<String> choices = Options.of(problem);
        int answer = Options.answer(problem, choices);
        String id = MediaName.within(problem, problem.name());
        String image = "%s/%s/%s/image.png".formatted(part, SUBTASK, id);
        return new Sample(
                problem.name(),
                folder.media(
                        List.of(
                                "iconqa_data/iconqa/" + image,
                                "iconqa/" + image,
                                "all_images/%s_%s.png".formatted(part, id),
                                "images/%s_%s.png".formatted(part, id))),
                Map.of(
                        "question", problem.stripped("question"),
                        "options", Options.lettered(choices)),
                List.of(choices.get(answer)),
                choices,
                Map.of("answer", answer));
    }
}
