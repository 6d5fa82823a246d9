package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.dataset.source.Annotation;
import instructblip.benchmarks.dataset.source.DataFolder;
import instructblip.benchmarks.dataset.source.OuterSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Makes samples of the rounds of a dialog. */
final class VisDialRounds {

    static final int OPTIONS = 100;

    private final DataFolder folder;
    private final String split;
    private final List<String> questions;
    private final List<String> answers;
    private final Map<String, List<Double>> relevance;

    /**
     * @param questions that rounds name by index
     * @param answers that rounds and options name by index
     * @param relevance of the options, by the id of their round
     */
    VisDialRounds(
            DataFolder folder,
            String split,
            List<String> questions,
            List<String> answers,
            Map<String, List<Double>> relevance) {
        this.folder = folder;
        this.split = split;
        this.questions = questions;
        this.answers = answers;
        this.relevance = relevance;
    }

    /** Adds the evaluated rounds of a dialog, up to the first that is broken. */
    void collect(Annotation dialog, SampleCollector samples) {
        samples.collect(
                () -> {
                    String image = dialog.id("image_id");
                    List<Annotation> rounds = new ArrayList<>();
                    for (Annotation round : dialog.named(image).objects("dialog")) {
                        rounds.add(round.named(image + "/" + (rounds.size() + 1)));
                    }
                    for (int at = isTest() ? rounds.size() - 1 : 0; at < rounds.size(); at++) {
                        Annotation round = rounds.get(at);
                        samples.add(round, sample(image, round, rounds.subList(0, at)));
                    }
                });
    }

    private boolean isTest() {
        return split.equals("test");
    }

    private Sample sample(String image, Annotation round, List<Annotation> before)
            throws DatasetException {
        Map<String, Object> facts = new TreeMap<>();
        List<String> references = List.of();
        if (!isTest() || round.has("gt_index")) {
            facts.put("gt_index", round.index("gt_index", OPTIONS, "an index of the 100 options"));
            references = List.of(answer(round));
        }
        if (relevance.containsKey(round.name())) {
            facts.put("relevance", relevance.get(round.name()));
        }
        return new Sample(
                round.name(),
                media(round, image),
                Map.of("history", history(before), "question", question(round)),
                references,
                options(round),
                facts);
    }

    private String media(Annotation round, String image) throws DatasetException {
        if (!image.matches("\\d{1,12}")) {
            throw round.fault("image_id is not a number of up to 12 digits; expected one");
        }
        String folderName = "VisualDialog_" + split + "2018";
        String name = "%s_%012d.jpg".formatted(folderName, Long.parseLong(image));
        return folder.media(List.of(folderName + "/" + name, "images/" + name, name));
    }

    private List<String> options(Annotation round) throws DatasetException {
        List<Integer> indices = round.integers("answer_options");
        if (indices.size() != OPTIONS) {
            throw round.fault("answer_options", OPTIONS + " options");
        }
        String[] options = new String[OPTIONS];
        for (int at = 0; at < OPTIONS; at++) {
            int index = indices.get(at);
            if (index >= answers.size()) {
                throw round.fault(
                        "answer_options[%d] is %d; expected an index of the %d answers"
                                .formatted(at, index, answers.size()));
            }
            options[at] = answers.get(index);
        }
        return List.of(options);
    }

    private String history(List<Annotation> rounds) throws DatasetException {
        StringJoiner history = new StringJoiner(" ");
        for (Annotation round : rounds) {
            history.add("q: " + question(round) + " a: " + OuterSpace.strip(answer(round)));
        }
        return history.toString();
    }

    private String question(Annotation round) throws DatasetException {
        int index =
                round.index(
                        "question",
                        questions.size(),
                        "an index of the %d questions".formatted(questions.size()));
        String question = OuterSpace.strip(questions.get(index));
        return question.endsWith("?") ? question : question + "?";
    }

    private String answer(Annotation round) throws DatasetException {
        int index =
                round.index(
                        "answer",
                        answers.size(),
                        "an index of the %d answers".formatted(answers.size()));
        return answers.get(index);
    }
}
