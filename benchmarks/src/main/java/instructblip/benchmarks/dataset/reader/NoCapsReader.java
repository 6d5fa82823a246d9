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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * NoCaps: COCO-like {@code nocaps_val_4500_captions.json}, which LAVIS needs too, and {@code
 * val/OPEN_IMAGES_ID.jpg}. The test split ({@code nocaps_test_image_info.json}) has no captions.
 */
public final class NoCapsReader implements DatasetReader {

    private static final String ORIGIN = "nocaps.org/download";
    private static final Set<String> IMAGE_FIELDS =
            Set.of("id", "open_images_id", "file_name", "domain");
    private static final Set<String> CAPTION_FIELDS = Set.of("image_id", "caption");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Path file =
                folder.require(
                        isLabelled(split)
                                ? "nocaps_val_4500_captions.json"
                                : "nocaps_test_image_info.json");
        JsonFile json = new JsonFile(file);
        SampleCollector samples = new SampleCollector(file);
        List<Annotation> images = new ArrayList<>();
        json.records("images", IMAGE_FIELDS, images::add);
        Map<String, List<String>> captions = new HashMap<>();
        if (isLabelled(split)) {
            json.records(
                    "annotations",
                    CAPTION_FIELDS,
                    caption -> samples.collect(() -> add(captions, caption)));
        }
        for (Annotation image : images) {
            samples.take(image, record -> sample(folder, split, record, captions));
        }
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static boolean isLabelled(String split) {
        return !split.equals("test");
    }

    private static void add(Map<String, List<String>> captions, Annotation caption)
            throws DatasetException {
        String image = caption.id("image_id");
        captions.computeIfAbsent(image, id -> new ArrayList<>())
                .add(caption.named(image).text("caption"));
    }

    private static Sample sample(
            DataFolder folder, String split, Annotation entry, Map<String, List<String>> captions)
            throws DatasetException {
        String id = entry.id("id");
        Annotation image = entry.named(id);
        List<String> references = captions.getOrDefault(id, List.of());
        if (isLabelled(split) && references.isEmpty()) {
            throw image.fault("has no caption in annotations; expected ten");
        }
        String name =
                image.has("open_images_id")
                        ? image.id("open_images_id") + ".jpg"
                        : image.text("file_name");
        String file = MediaName.within(image, name);
        return new Sample(
                id,
                folder.media(
                        List.of(
                                split + "/" + file,
                                (split.equals("val") ? "validation/" : "images/") + file,
                                file)),
                Map.of(),
                references,
                List.of(),
                image.has("domain") ? Map.of("domain", image.text("domain")) : Map.of());
    }
}
