package instructblip.cli.tune;

import instructblip.core.model.TrainableTensors;
import instructblip.core.train.AdamWSettings;
import instructblip.core.train.LearningRate;
import instructblip.core.train.Mixture;
import java.util.List;
import java.util.Optional;

/**
 * A part of a run with its own data, learned tensors and schedule, which begins with what the one
 * before it has learned.
 *
 * @param name of its folder
 * @param drawn tensors that are drawn anew before it
 * @param trainable tensors that learn
 * @param sources to learn from
 * @param sampling law of their shares
 * @param batchSize samples of a step
 * @param accumulate passes that a step is divided into
 * @param rate schedule, which knows the number of steps
 * @param optimizer settings
 * @param dropout whether there is dropout, at the model's rates
 * @param moves how images are moved
 * @param validation sets; none leaves the last weights
 * @param every steps between validations
 * @param keepBest whether the best weights by the mean of all sets are kept, else the last
 */
public record TuneStage(
        String name,
        Optional<TrainableTensors> drawn,
        TrainableTensors trainable,
        List<LearningSource> sources,
        Mixture.Law sampling,
        int batchSize,
        int accumulate,
        LearningRate rate,
        AdamWSettings optimizer,
        boolean dropout,
        Moves moves,
        List<ValidationSet> validation,
        int every,
        boolean keepBest) {

    /**
     * Changes of images that leave open what they show.
     *
     * @param pixels that an image moves at most, either way
     * @param mirror whether half of them are mirrored
     */
    record Moves(int pixels, boolean mirror) {}

    int steps() {
        return rate.steps();
    }

    /** Whether the vision encoder learns labels, not the whole model answers. */
    boolean learnsLabels() {
        return sources.get(0).label().isPresent();
    }
}
