package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.JsonFile;
import instructblip.benchmarks.dataset.source.RecordFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * MSVD-QA and MSRVTT-QA, which share their form: {@code PART_qa.json} (official) or {@code
 * qa_PART.json} (LAVIS, which calls ids {@code question_id} and names the video's file), {@code
 * PART.jsonl} (ALPRO) or {@code PART.csv} (Just-Ask). The candidates are the answers of the train
 * part or, without it, of LAVIS' {@code train_ans2label.json}, each once, by code point; which list
 * the paper used is not published.
 */
final class VideoQuestions {

    private static final Set<String> FIELDS =
            Set.of("id", "question_id", "question", "answer", "video_id", "video");

    private final DataFolder folder;

    VideoQuestions(DataFolder folder) {
        this.folder = folder;
    }

    /** Finds the video of a question. */
    @FunctionalInterface
    interface VideoFinder {
        /** Name relative to the data folder. */
        String find(Annotation question) throws DatasetException;
    }

    List<Sample> read(String split, VideoFinder videos) throws DatasetException {
        Path file = folder.require(files(split));
        List<String> vocabulary = vocabulary();
        SampleCollector samples = new SampleCollector(file);
        new RecordFile(file)
                .records(
                        "",
                        FIELDS,
                        record -> {
                            String row = Integer.toString(samples.seen());
                            samples.take(
                                    record, entry -> sample(named(entry, row), vocabulary, videos));
                        });
        return samples.finish();
    }

    private static Annotation named(Annotation record, String row) throws DatasetException {
        if (record.has("id")) {
            return record.named(record.id("id"));
        }
        return record.named(record.has("question_id") ? record.id("question_id") : row);
    }

    private static Sample sample(Annotation record, List<String> vocabulary, VideoFinder videos)
            throws DatasetException {
        return new Sample(
                record.name(),
                videos.find(record),
                Map.of("question", record.stripped("question")),
                List.of(record.text("answer")),
                vocabulary,
                Map.of());
    }

    private static String[] files(String part) {
        return new String[] {
            part + "_qa.json", "qa_" + part + ".json", part + ".jsonl", part + ".csv"
        };
    }

    private List<String> vocabulary() throws DatasetException {
        Optional<Path> train = folder.find(files("train"));
        Optional<Path> answerIds =
                train.isPresent()
                        ? Optional.empty()
                        : folder.find("train_ans2label.json", "qa_ans2label.json");
        Set<String> answers = new TreeSet<>(CodePointOrder.INSTANCE);
        if (answerIds.isPresent()) {
            answers.addAll(new JsonFile(answerIds.get()).keys(""));
        } else {
            new RecordFile(folder.require(files("train")))
                    .records("", Set.of("answer"), record -> answers.add(record.text("answer")));
        }
        if (answers.isEmpty()) {
            throw new DatasetException(
                    folder.root()
                            + ": the train part has no answer; expected the candidates there");
        }
        return List.copyOf(answers);
    }
}
