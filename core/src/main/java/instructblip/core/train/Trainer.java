package instructblip.core.train;

import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.NamedTensors;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes optimizer steps. A step may be divided into passes, which need memory one after the other
 * and together give the gradients of one large batch.
 */
public final class Trainer implements AutoCloseable {

    private final TrainableModel model;
    private final Kernels kernels;
    private final AdamWSettings settings;
    private final AdamW optimizer;
    private final boolean dropout;
    private final long seed;

    /**
     * @param model that learns; whoever opened it closes it
     * @param dropout whether there is dropout, at the rates of the model's configuration
     * @param seed of dropout
     */
    public Trainer(TrainableModel model, AdamWSettings settings, boolean dropout, long seed) {
        this.model = model;
        this.kernels = model.kernels();
        this.settings = settings;
        this.optimizer = new AdamW(kernels, model.learned(), settings);
        this.dropout = dropout;
        this.seed = seed;
    }

    /** Steps made so far. */
    public int steps() {
        return optimizer.steps();
    }

    /**
     * Makes one step.
     *
     * @param passes of the batch, one after the other, none empty
     * @throws TrainingException when loss or gradients are not finite; nothing has changed then
     */
    public Step step(List<List<TrainingSample>> passes, double learningRate) {
        try (Scope scope = kernels.scope()) {
            Gradients found = gradients(scope, passes);
            Tensor norm = kernels.call(scope, "norm", found.list);
            double size = norm.floats()[0];
            int number = optimizer.steps() + 1;
            if (!Double.isFinite(found.loss) || !Double.isFinite(size)) {
                throw new TrainingException(
                        "Step %d: the loss is %s and the norm of its gradients %s; expected finite numbers (a lower learning rate, or clipping, may help)."
                                .formatted(number, found.loss, size));
            }
            if (settings.clip().isPresent()) {
                kernels.run("clip", found.list, norm, settings.clip().getAsDouble());
            }
            optimizer.step(found.list, learningRate);
            int samples = passes.stream().mapToInt(List::size).sum();
            return new Step(number, found.loss, size, learningRate, labels(passes), samples);
        }
    }

    /**
     * Whether all that was learned is finite; a step may leave weights that no loss has seen yet.
     */
    public boolean isFinite() {
        try (Scope scope = kernels.scope()) {
            return Float.isFinite(kernels.call(scope, "norm", model.learned().list()).floats()[0]);
        }
    }

    /** The loss of a batch without dropout and without learning from it. */
    public double loss(List<TrainingSample> batch) {
        double loss = 0;
        int labels = labels(List.of(batch));
        for (List<TrainingSample> pass : byFrames(batch)) {
            try (Scope scope = kernels.scope()) {
                loss += model.loss(scope, pass, labels).floats()[0];
            }
        }
        return loss;
    }

    /**
     * What a step would find, without making it.
     *
     * @return gradients by the tensors' names, in row-major order
     */
    public Map<String, float[]> gradients(List<TrainingSample> batch) {
        NamedTensors learned = model.learned();
        Map<String, float[]> byName = new LinkedHashMap<>();
        try (Scope scope = kernels.scope()) {
            TensorList list = gradients(scope, List.of(batch)).list;
            List<Tensor> tensors = kernels.tensors(scope, list);
            for (int i = 0; i < tensors.size(); i++) {
                byName.put(learned.specs().get(i).name(), tensors.get(i).floats());
            }
        }
        return byName;
    }

    private record Gradients(double loss, TensorList list) {}

    private Gradients gradients(Scope scope, List<List<TrainingSample>> passes) {
        int labels = labels(passes);
        double loss = 0;
        TensorList sum = null;
        // A step's random numbers depend on nothing that came before: a run can be taken up again.
        kernels.run("seed", seed * 1_000_003 + optimizer.steps());
        for (List<TrainingSample> batch : passes) {
            for (List<TrainingSample> pass : byFrames(batch)) {
                try (Scope part = kernels.scope()) {
                    Tensor share = kernels.recorded(dropout, () -> model.loss(part, pass, labels));
                    TensorList found =
                            scope.own(kernels.list("gradients", share, model.learned().list()));
                    loss += share.floats()[0];
                    if (sum == null) {
                        sum = found;
                    } else {
                        kernels.run("add_all", sum, found);
                    }
                }
            }
        }
        return new Gradients(loss, sum);
    }

    /** Clips of different lengths cannot stand in one pass. */
    private static List<List<TrainingSample>> byFrames(List<TrainingSample> batch) {
        Map<Integer, List<TrainingSample>> byFrames = new LinkedHashMap<>();
        for (TrainingSample sample : batch) {
            byFrames.computeIfAbsent(sample.frames(), frames -> new ArrayList<>()).add(sample);
        }
        return List.copyOf(byFrames.values());
    }

    private static int labels(List<List<TrainingSample>> passes) {
        return passes.stream().flatMap(List::stream).mapToInt(TrainingSample::labels).sum();
    }

    /**
     * Writes all that a run needs to go on to the bit, whole or not at all.
     *
     * @param progress what else the caller needs to know then
     * @throws IOException when it cannot be written; an older file is still whole
     */
    public void save(Path file, String progress) throws IOException {
        new TrainingState(model.learned(), optimizer).save(file, progress);
    }

    /**
     * Goes on from where a state was saved, with the same settings and seed.
     *
     * @return the caller's own text
     * @throws CheckpointException when it cannot be read or belongs to other tensors
     */
    public String restore(Path file) {
        return new TrainingState(model.learned(), optimizer).restore(file);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
