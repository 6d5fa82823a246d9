package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.DatasetReader;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.DataFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * MSRVTT-QA: the files of {@link VideoQuestions} and {@code videoN.mp4} in {@code TestVideo/} and
 * {@code TrainValVideo/}, or all in one folder.
 */
public final class MsrvttQaReader implements DatasetReader {

    private static final String ORIGIN = "github.com/xudejing/video-question-answering (MSRVTT-QA)";
    private static final int FIRST_TEST_VIDEO = 7010;

    @Override
    public Dataset read(Path root, String split) throws DatasetException {
        DataFolder folder = new DataFolder(root, ORIGIN);
        List<Sample> samples =
                new VideoQuestions(folder)
                        .read(split, question -> video(folder, VideoNumber.of(question)));
        return new Dataset(root, split, folder.used(), samples);
    }

    private static String video(DataFolder folder, int number) {
        String file = "video" + number + ".mp4";
        boolean isTest = number >= FIRST_TEST_VIDEO;
        return folder.media(
                List.of(
                        (isTest ? "TestVideo/" : "TrainValVideo/") + file,
                        (isTest ? "TrainValVideo/" : "TestVideo/") + file,
                        "videos/" + file,
                        "videos/all/" + file,
                        "video/" + file,
                        file));
    }
}
