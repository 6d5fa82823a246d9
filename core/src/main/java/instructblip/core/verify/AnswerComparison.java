package instructblip.core.verify;

import instructblip.core.model.OpenModel;
import instructblip.core.request.Answer;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Failed;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Ranked;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Compares a recording of benchmark answers: {@code predictions.jsonl}, {@code captions.jsonl} and
 * {@code errors.jsonl} with greedy and 5-beam texts, {@code ranking.jsonl} with the losses of
 * {@code candidates.json}. Images are named by number.
 */
final class AnswerComparison {

    private static final Map<String, Generate> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("prediction_greedy", new Generate(1, 10, 0, 1.0, 1.0, false));
        SETTINGS.put("prediction_beam5", new Generate(5, 10, 0, -1.0, 1.5, false));
    }

    private final OpenModel model;
    private final VerifyOptions options;
    private final Tolerances tolerances;

    AnswerComparison(OpenModel model, VerifyOptions options, Tolerances tolerances) {
        this.model = model;
        this.options = options;
        this.tolerances = tolerances;
    }

    VerifyReport compare() {
        List<VerifyReport.Case> cases = new ArrayList<>();
        for (String part : List.of("predictions", "captions", "errors")) {
            Path file = options.reference().resolve(part + ".jsonl");
            if (Files.exists(file)) {
                cases.addAll(texts(part, RecordedJson.lines(file)));
            }
        }
        Path ranking = options.reference().resolve("ranking.jsonl");
        if (Files.exists(ranking)) {
            cases.addAll(rankings(RecordedJson.lines(ranking)));
        }
        return Verification.report(model.description().name(), cases);
    }

    private List<VerifyReport.Case> texts(String part, List<RecordedJson> lines) {
        List<CaseReport> reports = reports(part, lines);
        SETTINGS.forEach(
                (key, settings) -> {
                    List<Answer> answers = answers(lines, settings);
                    for (int i = 0; i < lines.size(); i++) {
                        text(key, lines.get(i), answers.get(i), reports.get(i));
                    }
                });
        return reports.stream().map(CaseReport::done).toList();
    }

    private static void text(String key, RecordedJson line, Answer answer, CaseReport report) {
        if (answer instanceof Generated found) {
            int before = report.faults();
            if (line.has(key)) {
                report.same(key, line.text(key), found.text());
            }
            boolean equal = report.faults() == before;
            Double score = Double.isNaN(found.score()) ? null : found.score();
            report.add(new VerifyReport.Generation(key, found.text(), found.ids(), score, equal));
        } else {
            report.failed(key, ((Failed) answer).reason());
        }
    }

    private List<VerifyReport.Case> rankings(List<RecordedJson> lines) {
        RecordedJson candidates = RecordedJson.read(options.reference().resolve("candidates.json"));
        List<CaseReport> reports = reports("ranking", lines);
        List<Answer> answers = answers(lines, new Rank(candidates.ownTexts()));
        for (int i = 0; i < lines.size(); i++) {
            CaseReport report = reports.get(i);
            if (answers.get(i) instanceof Ranked found) {
                int before = report.faults();
                ranking(lines.get(i), found, report);
                report.set(
                        new VerifyReport.Ranking(
                                found.losses(), found.order(), report.faults() == before));
            } else {
                report.fault(((Failed) answers.get(i)).reason());
            }
        }
        return reports.stream().map(CaseReport::done).toList();
    }

    private void ranking(RecordedJson line, Ranked found, CaseReport report) {
        if (line.has("nll")) {
            List<Double> losses = line.reals("nll");
            report.same("number of losses", losses.size(), found.losses().size());
            for (int i = 0; i < losses.size() && report.faults() == 0; i++) {
                report.close("loss " + i, losses.get(i), found.losses().get(i), tolerances.sum());
            }
            order(line, losses, 0, report);
        }
        order(line, found.losses(), 2 * tolerances.sum(), report);
    }

    /**
     * Neighbours may be closer than rounding, so an order only has to be one that losses allow: the
     * recorded ones exactly, those computed here within the tolerance.
     */
    private static void order(
            RecordedJson line, List<Double> losses, double tolerance, CaseReport report) {
        List<Integer> order = line.numbers("order");
        boolean allowed = isPermutation(order, losses.size());
        for (int i = 1; i < order.size() && allowed; i++) {
            allowed = losses.get(order.get(i - 1)) <= losses.get(order.get(i)) + tolerance;
        }
        if (line.has("order") && !allowed) {
            report.fault("order %s is not by rising loss".formatted(order));
        }
    }

    private static boolean isPermutation(List<Integer> order, int size) {
        List<Integer> sorted = order.stream().sorted().toList();
        return sorted.equals(IntStream.range(0, size).boxed().toList());
    }

    private static List<CaseReport> reports(String part, List<RecordedJson> lines) {
        List<CaseReport> reports = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            reports.add(new CaseReport(part + "/" + i));
        }
        return reports;
    }

    private List<Answer> answers(List<RecordedJson> lines, AnswerMode mode) {
        List<Answer> answers = new ArrayList<>();
        int batch = model.suggestedBatchSize();
        for (int from = 0; from < lines.size(); from += batch) {
            answers.addAll(batch(lines.subList(from, Math.min(lines.size(), from + batch)), mode));
        }
        return answers;
    }

    private List<Answer> batch(List<RecordedJson> lines, AnswerMode mode) {
        Answer[] answers = new Answer[lines.size()];
        List<PreparedRequest> prepared = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            RecordedJson line = lines.get(i);
            try {
                prepared.add(
                        model.prepare(
                                new Request(List.of(image(line)), line.text("prompt"), mode)));
                places.add(i);
            } catch (RequestException e) {
                answers[i] = new Failed(e.getMessage());
            }
        }
        List<Answer> found = model.answer(prepared);
        for (int i = 0; i < found.size(); i++) {
            answers[places.get(i)] = found.get(i);
        }
        return List.of(answers);
    }

    private Path image(RecordedJson line) {
        String name = line.number("image_id") + ".png";
        Path beside = options.reference().resolve("images").resolve(name);
        return Files.exists(beside)
                ? beside
                : options.images().orElse(options.reference()).resolve(name);
    }
}
