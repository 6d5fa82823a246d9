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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * VizWiz-VQA: {@code Annotations/SPLIT.json}, a list of records that are known by their image's
 * name, and {@code SPLIT/IMAGE}. The test split has no answers. LAVIS reads the same files.
 */
public final class VizWizReader implements DatasetReader {

    private static final String ORIGIN =
            "vizwiz.org/tasks-and-datasets/vqa (Annotations.zip, val.zip, test.zip)";
    private static final Set<String> FIELDS = Set.of("image", "question", "answers", "answer_type");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Path file = folder.require("Annotations/" + split + ".json", split + ".json");
        SampleCollector samples = new SampleCollector(file);
        new JsonFile(file)
                .records(
                        "",
                        FIELDS,
                        record -> samples.take(record, each -> sample(folder, split, each)));
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static Sample sample(DataFolder folder, String split, Annotation entry)
            throws DatasetException {
        String image = entry.text("image");
        Annotation record = entry.named(image);
        String file = MediaName.within(record, image);
        return new Sample(
                image,
                folder.media(List.of(split + "/" + file, file, "images/" + file)),
                Map.of("question", record.stripped("question")),
                split.equals("test") ? List.of() : answers(record),
                List.of(),
                record.has("answer_type")
                        ? Map.of("answer_type", record.text("answer_type"))
                        : Map.of());
    }

    private static List<String> answers(Annotation record) throws DatasetException {
        List<String> answers = new ArrayList<>();
        for (Annotation answer : record.objects("answers")) {
            answers.add(answer.text("answer"));
        }
        if (answers.isEmpty()) {
            throw record.fault("answers", "ten answers");
        }
        return answers;
    }
}
