package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.JsonFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Visual Dialog 1.0: {@code visdial_1.0_SPLIT.json}, which LAVIS reads too, {@code
 * VisualDialog_SPLIT2018/VisualDialog_SPLIT2018_000000000000.jpg}, and, where it is there, {@code
 * visdial_1.0_SPLIT_dense_annotations.json} with the relevance of one round's options per dialog.
 * Every round is a sample; of the test split, the last round of each dialog, which has no answer.
 */
public final class VisDialReader implements DatasetReader {

    private static final String ORIGIN = "visualdialog.org/data";

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Path file = folder.require("visdial_1.0_" + split + ".json");
        JsonFile json = new JsonFile(file);
        SampleCollector samples = new SampleCollector(file);
        Optional<Path> dense = folder.find("visdial_1.0_" + split + "_dense_annotations.json");
        Map<String, List<Double>> relevance =
                dense.isPresent() ? relevance(dense.get(), samples) : Map.of();
        VisDialRounds rounds =
                new VisDialRounds(
                        folder,
                        split,
                        json.texts("data.questions"),
                        json.texts("data.answers"),
                        relevance);
        json.records(
                "data.dialogs",
                Set.of("image_id", "dialog"),
                dialog -> rounds.collect(dialog, samples));
        List<String> notes =
                dense.isPresent() || split.equals("test")
                        ? List.of()
                        : List.of("there are no dense annotations, so there will be no NDCG");
        return new Dataset(root, split, folder.used(), samples.finish(), notes);
    }

    /** Relevances by the id of their round. */
    private static Map<String, List<Double>> relevance(Path file, SampleCollector samples)
            throws DatasetException {
        Map<String, List<Double>> relevance = new HashMap<>();
        new JsonFile(file)
                .records(
                        "",
                        Set.of("image_id", "round_id", "gt_relevance", "relevance"),
                        record -> samples.collect(() -> add(relevance, record)));
        return relevance;
    }

    private static void add(Map<String, List<Double>> relevance, Annotation entry)
            throws DatasetException {
        String round = entry.id("image_id") + "/" + entry.id("round_id");
        Annotation record = entry.named(round);
        String field = record.has("gt_relevance") ? "gt_relevance" : "relevance";
        List<Double> values = record.numbers(field);
        if (values.size() != VisDialRounds.OPTIONS) {
            throw record.fault(field, VisDialRounds.OPTIONS + " numbers");
        }
        relevance.put(round, values);
    }
}
