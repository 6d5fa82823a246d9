package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.TextLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flickr30K's captions without splits: {@code results_20130124.token} ({@code NAME.jpg#0}, a
 * tabulator, the caption) or Kaggle's {@code results.csv} ({@code NAME.jpg| 0| the caption}, of
 * which one line lacks its second bar). Which images are evaluated says {@code SPLIT.txt}, one file
 * name, with or without ending, per line (github.com/BryanPlummer/flickr30k_entities has them).
 */
final class Flickr30kCaptions {

    private static final Pattern TOKEN = Pattern.compile("(.+)#(\\d+)\\t(.*)");
    private static final Pattern KAGGLE = Pattern.compile("([^|]+)\\|\\s*(\\d+)\\s*\\|?\\s*(.*)");
    private static final String KAGGLE_HEADER = "image_name|";

    private Flickr30kCaptions() {}

    /**
     * @param better file that holds captions and splits, named where nothing is there
     */
    static SampleCollector read(DataFolder folder, String split, String better)
            throws DatasetException {
        Optional<Path> token = folder.find("results_20130124.token");
        Path captions =
                token.isPresent()
                        ? token.get()
                        : folder.require(
                                better,
                                "flickr30k_" + split + ".json",
                                "results_20130124.token",
                                "results.csv",
                                "flickr30k_images/results.csv");
        Path list =
                folder.find(
                                split + ".txt",
                                "flickr30k_" + split + ".txt",
                                "flickr30k_entities/" + split + ".txt")
                        .orElseThrow(() -> withoutSplit(captions, split, better));
        return samples(folder, list, captions(captions, token.isPresent() ? TOKEN : KAGGLE));
    }

    private static SampleCollector samples(
            DataFolder folder, Path list, Map<String, List<String>> captions)
            throws DatasetException {
        SampleCollector samples = new SampleCollector(list);
        new TextLines(list)
                .records(
                        line -> {
                            String id = Flickr30kReader.id(line.stripped(TextLines.LINE));
                            samples.take(
                                    line.named(id),
                                    image -> {
                                        if (!captions.containsKey(id)) {
                                            throw image.fault("has no caption; expected five");
                                        }
                                        return Flickr30kReader.sample(
                                                folder, image, id + ".jpg", captions.get(id));
                                    });
                        });
        return samples;
    }

    /** Captions by id of the image. */
    private static Map<String, List<String>> captions(Path file, Pattern pattern)
            throws DatasetException {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        new TextLines(file)
                .records(
                        line -> {
                            String text = line.text(TextLines.LINE);
                            if (!text.startsWith(KAGGLE_HEADER)) {
                                Matcher parts = match(line, text, pattern);
                                captions.computeIfAbsent(
                                                Flickr30kReader.id(parts.group(1).strip()),
                                                id -> new ArrayList<>())
                                        .add(parts.group(3));
                            }
                        });
        return captions;
    }

    private static Matcher match(Annotation line, String text, Pattern pattern)
            throws DatasetException {
        Matcher parts = pattern.matcher(text);
        if (!parts.matches()) {
            throw line.fault(TextLines.LINE, "an image, a number and a caption");
        }
        return parts;
    }

    private static DatasetException withoutSplit(Path captions, String split, String better) {
        return new DatasetException(
                "%s does not say which images are in the split %s; put %s or %s.txt beside it"
                        .formatted(captions, split, better, split));
    }
}
