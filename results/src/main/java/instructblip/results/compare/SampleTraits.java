package instructblip.results.compare;

import instructblip.results.record.SampleRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What pairing needs of a run's records, without the records: there may be more than fit in memory.
 * Arrays are by place in the file.
 *
 * @param ids of samples
 * @param failed whether there is no answer
 * @param labelled whether there is a right answer
 * @param prompts hashes of the exact texts
 * @param references hashes of images, right answers and candidates
 */
record SampleTraits(
        String[] ids, boolean[] failed, boolean[] labelled, int[] prompts, int[] references) {

    static SampleTraits of(List<SampleRecord> records) {
        int n = records.size();
        SampleTraits traits =
                new SampleTraits(
                        new String[n], new boolean[n], new boolean[n], new int[n], new int[n]);
        int i = 0;
        for (SampleRecord record : records) {
            traits.ids[i] = record.id();
            traits.failed[i] = record.failed();
            traits.labelled[i] = !record.references().isEmpty();
            traits.prompts[i] = record.prompt().hashCode();
            traits.references[i] =
                    List.of(record.images(), record.references(), record.candidates()).hashCode();
            i++;
        }
        return traits;
    }

    int count() {
        return ids.length;
    }

    /** Places by id. */
    Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            places.put(ids[i], i);
        }
        return places;
    }
}
