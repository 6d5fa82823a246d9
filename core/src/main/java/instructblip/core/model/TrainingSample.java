package instructblip.core.model;

import instructblip.core.request.PreparedRequest;

/** An instruction on images and the answer to be learned, as a model reads them. */
public final class TrainingSample {

    private final PreparedSample lesson;
    private final int[] prompt;
    private final int[] answer;

    /**
     * @param lesson what stands before each predicted token
     */
    TrainingSample(PreparedSample lesson, int[] prompt, int[] answer) {
        this.lesson = lesson;
        this.prompt = prompt;
        this.answer = answer;
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

    /** Ids that are learned, the end token included. */
    public int[] answer() {
        return answer.clone();
    }

    /** How many tokens are learned. */
    public int labels() {
        return answer.length;
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
