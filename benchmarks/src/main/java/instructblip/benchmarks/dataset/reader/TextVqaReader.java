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
 * TextVQA 0.5.1: {@code TextVQA_0.5.1_SPLIT.json}, the tokens of {@link OcrTokens} and {@code
 * train_images/}, which holds the images of val as well. The test split has no answers.
 */
public final class TextVqaReader implements DatasetReader {

    private static final String ORIGIN = "textvqa.org/dataset";
    private static final int ANSWERS = 10;
    private static final Set<String> FIELDS =
            Set.of("question", "question_id", "image_id", "answers");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Path file = folder.require("TextVQA_0.5.1_" + split + ".json");
        Map<String, String> ocr = OcrTokens.read(folder, split);
        SampleCollector samples = new SampleCollector(file);
        new JsonFile(file)
                .records(
                        "data",
                        FIELDS,
                        record -> samples.take(record, each -> sample(folder, split, ocr, each)));
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static Sample sample(
            DataFolder folder, String split, Map<String, String> ocr, Annotation entry)
            throws DatasetException {
        String id = entry.id("question_id");
        Annotation record = entry.named(id);
        String imageId = record.id("image_id");
        String image = MediaName.within(record, imageId + ".jpg");
        boolean labelled = !split.equals("test") || record.has("answers");
        return new Sample(
                id,
                folder.media(
                        List.of(
                                (split.equals("test") ? "test_images/" : "train_images/") + image,
                                "train_val_images/train_images/" + image,
                                "images/" + image)),
                Map.of(
                        "question", record.stripped("question"),
                        "ocr_tokens", ocr.getOrDefault(imageId, "")),
                labelled ? answers(record) : List.of(),
                List.of(),
                Map.of());
    }

    private static List<String> answers(Annotation record) throws DatasetException {
        List<String> answers = record.texts("answers");
        if (answers.size() != ANSWERS) {
            throw record.fault("answers", ANSWERS + " answers");
        }
        return answers;
    }
}
