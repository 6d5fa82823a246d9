package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.CsvFile;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.MediaName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * iVQA: {@code iVQA/SPLIT.csv} with five answers per question, and {@code videos/ID_START_END.mp4},
 * or {@code videos/ID.mp4}, of which {@code START} to {@code END} seconds are looked at. The id is
 * the number of the row from 0. All five answers are kept as they stand, {@code NA} and empty ones
 * too.
 */
public final class IvqaReader implements DatasetReader {

    private static final String ORIGIN = "github.com/antoyang/just-ask (iVQA)";
    private static final int ANSWERS = 5;
    private static final List<String> ENDINGS = List.of(".mp4", ".webm", ".mkv", ".avi");

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        String name = split + ".csv";
        Path file = folder.require("iVQA/" + name, "ivqa/" + name, name);
        SampleCollector samples = new SampleCollector(file);
        CsvFile.commas(file)
                .records(columns(), row -> samples.take(row, record -> sample(folder, record)));
        return new Dataset(root, split, folder.used(), samples.finish());
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("video_id", "question"));
        for (int answer = 1; answer <= ANSWERS; answer++) {
            columns.add("answer" + answer);
        }
        return columns;
    }

    private static Sample sample(DataFolder folder, Annotation row) throws DatasetException {
        List<String> answers = new ArrayList<>();
        for (int answer = 1; answer <= ANSWERS; answer++) {
            answers.add(row.text("answer" + answer));
        }
        Video video = video(folder, row);
        return new Sample(
                row.name(),
                video.file(),
                video.clip(),
                Map.of("question", row.stripped("question")),
                answers,
                List.of(),
                Map.of());
    }

    private record Video(String file, Optional<Sample.Clip> clip) {}

    private static Video video(DataFolder folder, Annotation row) throws DatasetException {
        String id = MediaName.within(row, row.text("video_id"));
        List<String> names = new ArrayList<>();
        boolean hasTimes = row.has("start") && row.has("end");
        if (hasTimes) {
            String cut = id + "_" + row.stripped("start") + "_" + row.stripped("end");
            names.addAll(files(MediaName.within(row, cut)));
            names.addAll(files(cut.replaceAll("\\.0(?=_|$)", "")));
        }
        List<String> whole = files(id);
        names.addAll(whole);
        String file = folder.media(names);
        return new Video(
                file, hasTimes && whole.contains(file) ? Optional.of(clip(row)) : Optional.empty());
    }

    private static List<String> files(String name) {
        List<String> files = new ArrayList<>();
        for (String videos : List.of("videos/", "")) {
            ENDINGS.forEach(ending -> files.add(videos + name + ending));
        }
        return files;
    }

    private static Sample.Clip clip(Annotation row) throws DatasetException {
        double start = seconds(row, "start");
        double end = seconds(row, "end");
        if (end <= start) {
            throw row.fault("end", "a time after start");
        }
        return new Sample.Clip(start, end);
    }

    private static double seconds(Annotation row, String column) throws DatasetException {
        String text = row.stripped(column);
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            throw row.fault(column, "a number of seconds");
        }
        return Double.parseDouble(text);
    }
}
