package instructblip.core.model;

import instructblip.core.clock.Stage;
import instructblip.core.clock.StageClock;
import instructblip.core.kernel.Scope;
import instructblip.core.request.Answer;
import instructblip.core.request.Generate;
import instructblip.core.request.PreparedRequest;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** From prepared samples to answers, divided so that they fit in memory. */
final class BatchAnswers {

    private final ModelInsides insides;
    private final Perception.Vision vision;
    private final Answers answers;
    private final BatchPlan plan;
    private final BatchHalving halving;

    /**
     * @param vision encoder
     * @param release gives up memory that is held for speed only; false where none is held
     */
    BatchAnswers(ModelInsides insides, Perception.Vision vision, BooleanSupplier release) {
        this.insides = insides;
        this.vision = vision;
        this.answers = insides.answers();
        this.plan = WorkingMemory.plan(insides.parts());
        this.halving = new BatchHalving(this::together, release);
    }

    /**
     * One answer per sample, in order.
     *
     * @param workingBytes that samples which are answered together may take
     */
    List<Answer> answer(List<? extends PreparedRequest> batch, long workingBytes) {
        List<PreparedSample> samples = batch.stream().map(PreparedSample.class::cast).toList();
        Answer[] answered = new Answer[samples.size()];
        for (List<Integer> part : plan.parts(samples, workingBytes)) {
            List<Answer> found = halving.answer(part.stream().map(samples::get).toList());
            for (int i = 0; i < found.size(); i++) {
                answered[part.get(i)] = found.get(i);
            }
        }
        return Arrays.asList(answered);
    }

    private List<Answer> together(List<PreparedSample> samples) {
        StageClock clock = insides.parts().kernels().clock();
        try (Scope scope = insides.parts().kernels().scope()) {
            Stages stages = insides.perception().perceive(scope, vision, samples);
            return samples.get(0).request().mode() instanceof Generate settings
                    ? clock.time(
                            Stage.GENERATE,
                            () -> answers.generate(scope, stages, samples, settings))
                    : clock.time(Stage.RANK, () -> answers.rank(scope, stages, samples));
        }
    }
}
