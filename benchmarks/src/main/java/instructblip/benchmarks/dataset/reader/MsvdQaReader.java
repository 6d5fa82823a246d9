package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.MediaName;
import instructblip.benchmarks.dataset.source.TextLines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MSVD-QA: the files of {@link VideoQuestions}, {@code youtube_mapping.txt} with lines of a clip's
 * name and {@code vidN}, and {@code YouTubeClips/CLIP.avi}; without the mapping, clips are called
 * {@code vidN.avi}, as the question's authors renamed them.
 */
public final class MsvdQaReader implements DatasetReader {

    private static final String ORIGIN = "github.com/xudejing/video-question-answering (MSVD-QA)";
    private static final List<String> VIDEO_FOLDERS =
            List.of("YouTubeClips/", "video/", "videos/", "");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        Optional<Path> mapping = folder.find("youtube_mapping.txt");
        Map<String, String> clips = mapping.isPresent() ? clips(mapping.get()) : Map.of();
        List<Sample> samples =
                new VideoQuestions(folder)
                        .read(split, question -> find(folder, mapping, clips, question));
        return new Dataset(root, split, folder.used(), samples);
    }

    /** A number that the mapping lacks is a fault once, for the first question that has it. */
    private static String find(
            DataFolder folder,
            Optional<Path> mapping,
            Map<String, String> clips,
            Annotation question)
            throws DatasetException {
        if (question.has("video") && VideoNumber.in(question.text("video")).isEmpty()) {
            String file = MediaName.within(question, question.text("video"));
            return folder.media(inFolders(file).toList());
        }
        String number = "vid" + VideoNumber.of(question);
        if (mapping.isEmpty()) {
            return folder.media(files(number).toList());
        }
        if (clips.putIfAbsent(number, number) == null) {
            throw question.faultIn(
                    mapping.get(), "there is no line for %s; expected CLIP %1$s".formatted(number));
        }
        return folder.media(Stream.concat(files(clips.get(number)), files(number)).toList());
    }

    /** Name of the clip by {@code vidN}. */
    private static Map<String, String> clips(Path mapping) throws DatasetException {
        Map<String, String> clips = new HashMap<>();
        new TextLines(mapping)
                .records(
                        line -> {
                            String[] parts = line.stripped(TextLines.LINE).split("\\s+");
                            if (parts.length != 2) {
                                throw line.fault(TextLines.LINE, "a clip and its vidN");
                            }
                            clips.put(parts[1], MediaName.within(line, parts[0]));
                        });
        return clips;
    }

    private static Stream<String> files(String clip) {
        return Stream.of(".avi", ".mp4").flatMap(ending -> inFolders(clip + ending));
    }

    private static Stream<String> inFolders(String file) {
        return VIDEO_FOLDERS.stream().map(videos -> videos + file);
    }
}
