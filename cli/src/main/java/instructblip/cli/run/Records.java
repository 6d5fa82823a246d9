package instructblip.cli.run;

import instructblip.benchmarks.dataset.Sample;
import instructblip.core.request.Answer;
import instructblip.core.request.Failed;
import instructblip.core.request.Generated;
import instructblip.core.request.Ranked;
import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples and their answers to records. */
final class Records {

    private final PlannedBenchmark planned;

    Records(PlannedBenchmark planned) {
        this.planned = planned;
    }

    /**
     * @param imagesSha256 of the sample's files; empty where they could not be read
     */
    SampleRecord of(Sample sample, List<String> imagesSha256, Answer answer) {
        Optional<String> prediction = Optional.empty();
        Optional<String> error = Optional.empty();
        Map<String, Double> scores = new LinkedHashMap<>();
        if (answer instanceof Generated generated) {
            prediction = Optional.of(generated.text());
        } else if (answer instanceof Ranked ranked) {
            prediction = Optional.of(ranked.best());
            for (int i = 0; i < ranked.candidates().size(); i++) {
                scores.put(ranked.candidates().get(i), ranked.losses().get(i));
            }
        } else {
            error = Optional.of(((Failed) answer).reason());
        }
        return new SampleRecord(
                planned.benchmark().folder(),
                sample.id(),
                List.of(sample.media()),
                planned.prompt(sample),
                sample.references(),
                sample.candidates(),
                prediction,
                scores,
                error,
                sample.facts(),
                imagesSha256);
    }
}
