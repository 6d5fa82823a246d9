package instructblip.results.metric.vqa;

/**
 * What one annotator answered.
 *
 * @param text as given
 * @param mark tells annotators apart. The VQA scorers compare whole JSON objects, so annotators
 *     whose objects hold no {@code answer_id} and the same answer count as one person.
 */
public record HumanAnswer(String text, Object mark) {

    /** The same annotator's answer in another form. */
    HumanAnswer as(String otherText) {
        return new HumanAnswer(otherText, mark);
    }
}
