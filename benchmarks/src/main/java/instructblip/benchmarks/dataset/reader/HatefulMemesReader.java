package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.JsonLines;
import instructblip.benchmarks.dataset.source.MediaName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hateful Memes: {@code SPLIT.jsonl} and {@code img/}. The test splits may have labels or none. A
 * labelled split must have both labels, since the area under the curve rests on pairs of them.
 */
public final class HatefulMemesReader implements DatasetReader {

    private static final String ORIGIN = "hatefulmemeschallenge.com (hateful_memes.zip)";
    private static final Set<String> FIELDS = Set.of("id", "img", "label", "text");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Path file =
                split.equals("dev_seen")
                        ? folder.require("dev_seen.jsonl", "dev.jsonl")
                        : folder.require(split + ".jsonl");
        SampleCollector samples = new SampleCollector(file);
        boolean labelled = !split.startsWith("test");
        new JsonLines(file)
                .records(
                        FIELDS,
                        line -> samples.take(line, record -> sample(folder, record, labelled)));
        List<Sample> read = samples.finish();
        if (labelled) {
            requireBothLabels(file, read);
        }
        return new Dataset(root, split, folder.used(), read);
    }

    private static Sample sample(DataFolder folder, Annotation line, boolean labelled)
            throws DatasetException {
        String id = line.id("id");
        Annotation record = line.named(id);
        String image = MediaName.within(record, record.text("img"));
        boolean hasLabel = labelled || record.has("label");
        return new Sample(
                id,
                folder.media(List.of(image, "data/" + image, "img/" + image)),
                Map.of("text", record.stripped("text")),
                hasLabel ? YesOrNo.references(YesOrNo.label(record)) : List.of(),
                YesOrNo.CANDIDATES,
                hasLabel ? Map.of("label", YesOrNo.label(record)) : Map.of());
    }

    private static void requireBothLabels(Path file, List<Sample> samples) throws DatasetException {
        List<Object> labels =
                samples.stream().map(sample -> sample.facts().get("label")).distinct().toList();
        if (labels.size() < 2) {
            throw new DatasetException(
                    "%s: every label is %s; expected both 0 and 1, else there is no AUC"
                            .formatted(file, labels.get(0)));
        }
    }
}
