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
import java.util.stream.Stream;

/**
 * VSR: {@code splits/SETTING/PART.jsonl} for the split SETTING-PART, which LAVIS and the hub copies
 * keep as it is, and images of COCO 2017 in one folder or in its two. The id is the number of the
 * record from 0.
 */
public final class VsrReader implements DatasetReader {

    private static final String ORIGIN = "github.com/cambridgeltl/visual-spatial-reasoning";
    private static final Set<String> FIELDS = Set.of("image", "caption", "label");
    private static final List<String> IMAGE_FOLDERS =
            List.of("images/", "trainval2017/", "train2017/", "val2017/", "");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        String name = split.replace('-', '/') + ".jsonl";
        String part = name.substring(name.indexOf('/') + 1);
        Path file =
                split.startsWith("zeroshot")
                        ? folder.require("splits/" + name, name, part)
                        : folder.require("splits/" + name, name);
        SampleCollector samples = new SampleCollector(file);
        new JsonLines(file)
                .records(
                        FIELDS,
                        line -> {
                            String id = Integer.toString(samples.seen());
                            samples.take(line.named(id), record -> sample(folder, record));
                        });
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static Sample sample(DataFolder folder, Annotation record) throws DatasetException {
        int label = YesOrNo.label(record);
        String image = MediaName.within(record, record.text("image"));
        return new Sample(
                record.name(),
                folder.media(
                        Stream.concat(
                                        IMAGE_FOLDERS.stream().map(images -> images + image),
                                        Stream.of("images/trainval2017/" + image))
                                .toList()),
                Map.of("caption", record.stripped("caption")),
                YesOrNo.references(label),
                YesOrNo.CANDIDATES,
                Map.of("label", label));
    }
}
