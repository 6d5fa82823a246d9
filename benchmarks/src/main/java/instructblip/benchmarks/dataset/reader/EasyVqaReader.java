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
 * easy-VQA 1.0 (github.com/vzhou842/easy-VQA): {@code SPLIT/questions.json}, a list of {@code
 * [question, answer, image id]}, and {@code SPLIT/images/ID.png}. The id of a sample is its row.
 */
public final class EasyVqaReader implements DatasetReader {

    private static final String ORIGIN = "github.com/vzhou842/easy-VQA";
    private static final Set<String> SHAPES = Set.of("circle", "rectangle", "triangle");
    private static final Set<String> POLAR = Set.of("yes", "no");

    private final int limit;

    private EasyVqaReader(int limit) {
        this.limit = limit;
    }

    /** Reads whole splits. */
    public static EasyVqaReader whole() {
        return new EasyVqaReader(Integer.MAX_VALUE);
    }

    /** Reads the first questions of a split. */
    public static EasyVqaReader first(int questions) {
        return new EasyVqaReader(questions);
    }

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Path file = folder.require(split + "/questions.json");
        SampleCollector samples = new SampleCollector(file);
        new JsonFile(file)
                .records(
                        "",
                        Set.of(),
                        record -> {
                            if (samples.seen() < limit) {
                                String row = Integer.toString(samples.seen());
                                samples.take(record.named(row), named -> sample(named, split));
                            }
                        });
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static Sample sample(Annotation row, String split) throws DatasetException {
        String answer = row.text("1");
        String image = split + "/images/" + row.id("2") + ".png";
        return new Sample(
                row.name(),
                MediaName.within(row, image),
                Map.of("question", row.stripped("0")),
                List.of(answer),
                List.of(),
                Map.of("answer_type", answerType(answer)));
    }

    private static String answerType(String answer) {
        if (POLAR.contains(answer)) {
            return "yes/no";
        }
        return SHAPES.contains(answer) ? "shape" : "color";
    }
}
