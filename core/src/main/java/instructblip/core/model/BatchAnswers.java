package instructblip.core.model;

import instructblip.core.clock.Stage;
import instructblip.core.clock.StageClock;
import instructblip.core.kernel.EngineMemoryException;
import instructblip.core.kernel.EngineThreads;
import instructblip.core.kernel.Scope;
import instructblip.core.request.Answer;
import instructblip.core.request.Generate;
import instructblip.core.request.PreparedRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** From prepared samples to answers, divided so that they fit in memory. */
final class BatchAnswers implements AutoCloseable {

    private final ModelInsides insides;
    private final Perception.Vision vision;
    private final Answers answers;
    private final BatchPlan plan;
    private final BatchHalving halving;
    private final Optional<EngineThreads> threads;

    /**
     * @param vision may be asked by several threads at once
     * @param release gives up memory that is held for speed only; false where none is held
     * @param sideBySide shares of a batch that are answered at the same time
     */
    BatchAnswers(
            ModelInsides insides,
            Perception.Vision vision,
            BooleanSupplier release,
            int sideBySide) {
        this.insides = insides;
        this.vision = vision;
        this.answers = insides.answers();
        this.plan = WorkingMemory.plan(insides.parts());
        this.halving = new BatchHalving(this::together, release);
        this.threads =
                sideBySide > 1 ? Optional.of(new EngineThreads(sideBySide)) : Optional.empty();
    }

    /**
     * One answer per sample, in order.
     *
     * @param workingBytes that samples which are answered together may take
     */
    List<Answer> answer(List<? extends PreparedRequest> batch, long workingBytes) {
        List<PreparedSample> samples = batch.stream().map(PreparedSample.class::cast).toList();
        if (threads.isPresent() && samples.size() > 1) {
            try {
                return sideBySide(threads.get(), samples, workingBytes);
            } catch (EngineMemoryException | OutOfMemoryError e) {
                // A sample that does not fit beside others may fit alone.
            }
        }
        return inParts(samples, workingBytes, halving::answer);
    }

    private List<Answer> sideBySide(
            EngineThreads threads, List<PreparedSample> samples, long workingBytes) {
        int size = (samples.size() + threads.count() - 1) / threads.count();
        List<Callable<List<Answer>>> shares = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += size) {
            List<PreparedSample> share =
                    samples.subList(from, Math.min(samples.size(), from + size));
            shares.add(() -> inParts(share, workingBytes / threads.count(), this::together));
        }
        return threads.all(shares).stream().flatMap(List::stream).toList();
    }

    private List<Answer> inParts(
            List<PreparedSample> samples, long workingBytes, BatchHalving.Together model) {
        Answer[] answered = new Answer[samples.size()];
        for (List<Integer> part : plan.parts(samples, workingBytes)) {
            List<Answer> found = model.answer(part.stream().map(samples::get).toList());
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

    @Override
    public void close() {
        threads.ifPresent(EngineThreads::close);
    }
}
