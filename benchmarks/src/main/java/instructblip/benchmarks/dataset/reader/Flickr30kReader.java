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
import java.util.Optional;
import java.util.Set;

/**
 * Flickr30K in Karpathy's splits. Read from {@code dataset_flickr30k.json} (Karpathy), from {@code
 * flickr30k_SPLIT.json} (LAVIS), or from the captions of all images ({@link Flickr30kCaptions})
 * with {@code SPLIT.txt} that lists the images of the split. Captions are taken as they were
 * written ({@code raw}). The id is the image's file name without its ending.
 */
public final class Flickr30kReader implements DatasetReader {

    private static final String ORIGIN =
            "cs.stanford.edu/people/karpathy/deepimagesent (flickr30k.zip)";
    private static final String KARPATHY = "dataset_flickr30k.json";
    private static final List<String> IMAGE_FOLDERS =
            List.of(
                    "flickr30k-images/",
                    "flickr30k_images/flickr30k_images/",
                    "flickr30k_images/",
                    "images/",
                    "");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Optional<Path> karpathy = folder.find(KARPATHY);
        Optional<Path> lavis =
                karpathy.isPresent()
                        ? Optional.empty()
                        : folder.find("flickr30k_" + split + ".json");
        SampleCollector samples;
        if (karpathy.isPresent()) {
            samples = karpathy(folder, karpathy.get(), split);
        } else if (lavis.isPresent()) {
            samples = lavis(folder, lavis.get());
        } else {
            samples = Flickr30kCaptions.read(folder, split, KARPATHY);
        }
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static SampleCollector karpathy(DataFolder folder, Path file, String split)
            throws DatasetException {
        SampleCollector samples = new SampleCollector(file);
        new JsonFile(file)
                .records(
                        "images",
                        Set.of("split", "filename", "sentences"),
                        image -> {
                            if (image.text("split").equals(split)) {
                                samples.take(image, entry -> fromKarpathy(folder, entry));
                            }
                        });
        return samples;
    }

    private static Sample fromKarpathy(DataFolder folder, Annotation entry)
            throws DatasetException {
        String file = entry.text("filename");
        Annotation image = entry.named(id(file));
        List<String> captions = new ArrayList<>();
        for (Annotation sentence : image.objects("sentences")) {
            captions.add(sentence.text("raw"));
        }
        if (captions.isEmpty()) {
            throw image.fault("sentences", "five captions");
        }
        return sample(folder, image, file, captions);
    }

    private static SampleCollector lavis(DataFolder folder, Path file) throws DatasetException {
        SampleCollector samples = new SampleCollector(file);
        new JsonFile(file)
                .records(
                        "",
                        Set.of("image", "caption"),
                        record -> samples.take(record, entry -> fromLavis(folder, entry)));
        return samples;
    }

    private static Sample fromLavis(DataFolder folder, Annotation entry) throws DatasetException {
        String path = MediaName.within(entry, entry.text("image"));
        String file = path.substring(path.lastIndexOf('/') + 1);
        Annotation image = entry.named(id(file));
        List<String> captions = image.texts("caption");
        if (captions.isEmpty()) {
            throw image.fault("caption", "five captions");
        }
        return sample(folder, image, file, captions);
    }

    static Sample sample(DataFolder folder, Annotation image, String file, List<String> captions)
            throws DatasetException {
        String name = MediaName.within(image, file);
        return new Sample(
                id(file),
                folder.media(IMAGE_FOLDERS.stream().map(images -> images + name).toList()),
                Map.of(),
                captions,
                List.of(),
                Map.of());
    }

    /** The file's name without its ending. */
    static String id(String file) {
        return file.replaceFirst("\\.[^.]*$", "");
    }
}
