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
import java.util.Set;

/**
 * GQA: {@code SPLIT_questions.json}, an object of records by question id (official) or a list of
 * records with {@code question_id} and {@code image} (LAVIS, under the same file name), and {@code
 * images/IMAGE.jpg}. Ids are the texts of the file: they may begin with zeros. The test split has
 * no answers.
 */
public final class GqaReader implements DatasetReader {

    private static final String ORIGIN =
            "cs.stanford.edu/people/dorarad/gqa/download.html (questions1.2.zip, images.zip)";
    private static final Set<String> FIELDS =
            Set.of("question", "answer", "imageId", "types", "question_id", "image");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        String name = split + "_questions.json";
        Path file = folder.require(name, "questions1.2/" + name, "questions/" + name);
        SampleCollector samples = new SampleCollector(file);
        boolean labelled = !split.startsWith("test_");
        new JsonFile(file)
                .records(
                        "",
                        FIELDS,
                        record -> samples.take(record, each -> sample(folder, each, labelled)));
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static Sample sample(DataFolder folder, Annotation entry, boolean labelled)
            throws DatasetException {
        String id = entry.name().isEmpty() ? entry.id("question_id") : entry.name();
        Annotation record = entry.named(id);
        String image =
                MediaName.within(
                        record,
                        record.has("imageId")
                                ? record.id("imageId") + ".jpg"
                                : record.text("image"));
        return new Sample(
                id,
                folder.media(List.of("images/" + image, image, "allImages/images/" + image)),
                Map.of("question", record.stripped("question")),
                labelled || record.has("answer") ? List.of(record.text("answer")) : List.of(),
                List.of(),
                record.has("types")
                        ? Map.of("structural", record.object("types").text("structural"))
                        : Map.of());
    }
}
