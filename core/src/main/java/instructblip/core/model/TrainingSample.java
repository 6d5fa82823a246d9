package instructblip.core.model;

import instructblip.core.request.PreparedRequest;
import java.util.Arrays;

/**
 * An instruction on images and the answer to be learned, or images and their labels, as a model
 * reads them.
 */
public final class TrainingSample {

    private final PreparedSample lesson;
    private final int[] prompt;
    private final int[] answer;
    private final boolean labelled;

    /**
     * @param lesson what stands before each predicted token
     */
    TrainingSample(PreparedSample lesson, int[] prompt, int[] answer) {
        this(lesson, prompt, answer, false);
    }

    private TrainingSample(PreparedSample lesson, int[] prompt, int[] answer, boolean labelled) {
        this.lesson = lesson;
        this.prompt = prompt;
        this.answer = answer;
        this.labelled = labelled;
    }

    /**
     * @param classes one per label; -1 where it is not known
     */
    static TrainingSample labelled(PreparedSample lesson, int[] classes) {
        return new TrainingSample(lesson, new int[0], classes, true);
    }

    /** Whether it has labels instead of an answer. */
    boolean isLabelled() {
        return labelled;
    }

    PreparedSample lesson() {
        return lesson;
    }

    /** The Q-Former's ids of the instruction. */
    public int[] instruction() {
        return lesson.instruction().clone();
    }

    /** The language model's ids of the instruction. */
    public int[] prompt() {
        return prompt.clone();
    }

    /** Ids that are learned, the end token included; classes where it has labels. */
    public int[] answer() {
        return answer.clone();
    }

    /** How many tokens or classes are learned. */
    public int labels() {
        return labelled
                ? (int) Arrays.stream(answer).filter(known -> known >= 0).count()
                : answer.length;
    }

    /** Images or frames. */
    public int frames() {
        return lesson.images().size();
    }

    /** Equal for samples on the same images. */
    public String imageKey() {
        return ((PreparedRequest) lesson).imageKey();
    }
}
