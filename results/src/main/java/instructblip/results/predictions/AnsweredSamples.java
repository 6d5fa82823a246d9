package instructblip.results.predictions;

import instructblip.results.record.SampleRecord;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/** Samples with their answers, made as they are asked for: there may be more than fit in memory. */
final class AnsweredSamples extends AbstractList<SampleRecord> implements RandomAccess {

    private final List<AskedSample> samples;
    private final List<Prediction> predictions;
    private final int[] answers;
    private final int[] answered;

    /**
     * @param answers by sample the place of its prediction; below 0 for a sample without one, which
     *     is left out
     */
    AnsweredSamples(List<AskedSample> samples, List<Prediction> predictions, int[] answers) {
        this.samples = samples;
        this.predictions = predictions;
        this.answers = answers;
        this.answered = IntStream.range(0, answers.length).filter(at -> answers[at] >= 0).toArray();
    }

    @Override
    public SampleRecord get(int index) {
        int sample = answered[index];
        return predictions.get(answers[sample]).answer().to(samples.get(sample).record());
    }

    @Override
    public int size() {
        return answered.length;
    }
}
