package instructblip.core.verify;

import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.Examiner;
import instructblip.core.request.Answer;
import instructblip.core.request.Failed;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.Rank;
import instructblip.core.request.Ranked;
import instructblip.core.request.RequestException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares one case of a recording: image, ids, stages, texts, ranking. */
final class CaseComparison {

    private final Examiner examiner;
    private final Recording recording;
    private final Tolerances tolerances;
    private final Map<String, TensorValues> computed = new LinkedHashMap<>();

    CaseComparison(Examiner examiner, Recording recording, Tolerances tolerances) {
        this.examiner = examiner;
        this.recording = recording;
        this.tolerances = tolerances;
    }

    /** Tensors computed here, by the recording's names. */
    Map<String, TensorValues> computed() {
        return computed;
    }

    VerifyReport.Case compare(RecordedJson json) {
        CaseReport report = new CaseReport(json.text("id"));
        try {
            String prompt = json.text("prompt");
            ids(json, prompt, report);
            TensorValues pixels =
                    new PixelComparison(examiner.pixels(), recording, tolerances)
                            .compare(json, report, computed);
            stages(json, pixels, prompt, report);
            for (RecordedJson generation : json.list("generate")) {
                generate(generation, pixels, prompt, report);
            }
            if (json.has("rank")) {
                rank(json.get("rank"), pixels, prompt, report);
            }
        } catch (RequestException e) {
            report.fault(e.getMessage());
        }
        return report.done();
    }

    private void ids(RecordedJson json, String prompt, CaseReport report) throws RequestException {
        if (json.has("prompt_ids")) {
            report.same("prompt_ids", json.numbers("prompt_ids"), list(examiner.promptIds(prompt)));
        }
        if (json.has("qformer_ids")) {
            report.same(
                    "qformer_ids",
                    json.numbers("qformer_ids"),
                    list(examiner.instructionIds(prompt)));
        }
    }

    private void stages(RecordedJson json, TensorValues pixels, String prompt, CaseReport report)
            throws RequestException {
        examiner.examine(pixels, prompt)
                .stages()
                .forEach(
                        (stage, found) -> {
                            computed.put(json.text("id") + "/" + stage, found);
                            recording
                                    .tensor(json, stage)
                                    .ifPresentOrElse(
                                            expected ->
                                                    report.compare(
                                                            stage,
                                                            expected,
                                                            found,
                                                            tolerances.stage()),
                                            () -> report.computed(stage, tolerances.stage()));
                        });
    }

    private void generate(RecordedJson json, TensorValues pixels, String prompt, CaseReport report)
            throws RequestException {
        Answer answer = examiner.answer(pixels, prompt, settings(json));
        int before = report.faults();
        String setting = json.has("setting") ? json.text("setting") : null;
        if (!(answer instanceof Generated found)) {
            report.failed(setting, ((Failed) answer).reason());
            return;
        }
        String name = setting == null ? "generation" : setting;
        if (json.has("ids")) {
            report.same(name + " ids", json.numbers("ids"), found.ids());
        }
        if (json.has("text")) {
            report.same(name + " text", json.text("text"), found.text());
        }
        if (json.has("score")) {
            double score = json.real("score");
            report.close(name + " score", score, found.score(), tolerances.score(score));
        }
        report.add(
                new VerifyReport.Generation(
                        setting,
                        found.text(),
                        found.ids(),
                        Double.isNaN(found.score()) ? null : found.score(),
                        report.faults() == before));
    }

    private static Generate settings(RecordedJson json) {
        try {
            return new Generate(
                    json.number("beams"),
                    json.number("max_new_tokens"),
                    json.number("min_new_tokens"),
                    json.real("length_penalty"),
                    json.real("repetition_penalty"),
                    json.flag("penalise_prompt"));
        } catch (IllegalArgumentException e) {
            throw new RecordingException(
                    json.file() + ": " + json.place() + ": " + e.getMessage(), e);
        }
    }

    private void rank(RecordedJson json, TensorValues pixels, String prompt, CaseReport report)
            throws RequestException {
        List<String> candidates = json.texts("candidates");
        int before = report.faults();
        if (json.has("candidate_ids")) {
            candidateIds(json.list("candidate_ids"), candidates, report);
        }
        if (candidates.isEmpty()) {
            throw json.fault("candidates", "an array with at least one text");
        }
        Answer answer = examiner.answer(pixels, prompt, new Rank(candidates));
        if (!(answer instanceof Ranked found)) {
            report.fault(((Failed) answer).reason());
            return;
        }
        if (json.has("losses")) {
            losses(json.reals("losses"), found.losses(), report);
        }
        if (json.has("order")) {
            report.same("order", json.numbers("order"), found.order());
        }
        report.set(
                new VerifyReport.Ranking(found.losses(), found.order(), report.faults() == before));
    }

    private void candidateIds(
            List<RecordedJson> expected, List<String> candidates, CaseReport report)
            throws RequestException {
        if (expected.size() != candidates.size()) {
            report.same("number of candidate_ids", expected.size(), candidates.size());
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            report.same(
                    "ids of candidate " + i,
                    expected.get(i).ownNumbers(),
                    list(examiner.candidateIds(candidates.get(i))));
        }
    }

    private void losses(List<Double> expected, List<Double> found, CaseReport report) {
        if (expected.size() != found.size()) {
            report.same("number of losses", expected.size(), found.size());
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            report.close("loss " + i, expected.get(i), found.get(i), tolerances.sum());
        }
    }

    private static List<Integer> list(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }
}
