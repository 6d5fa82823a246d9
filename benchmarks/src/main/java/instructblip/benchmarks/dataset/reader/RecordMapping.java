package instructblip.benchmarks.dataset.reader;

import instructblip.benchmarks.dataset.source.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the records of any annotation file become samples.
 *
 * @param splits files by name of the split
 * @param records part of a JSON file that holds them; empty for the whole document
 * @param join another file whose records belong to them
 * @param where only records that have these texts in these fields
 * @param each lists that are gone through in parallel, by the name that their element gets
 * @param once only the first record of each value there
 * @param sample what a sample is made of
 */
public record RecordMapping(
        Map<String, Split> splits,
        String records,
        Optional<Join> join,
        Map<FieldPath, String> where,
        Map<String, FieldPath> each,
        Optional<FieldPath> once,
        SampleMapping sample) {

    /**
     * The files of a split.
     *
     * @param file relative to the data folder: {@code .json}, {@code .jsonl}, {@code .csv}, {@code
     *     .tsv}
     * @param joined the other file, where there is one
     * @param labelled whether it has references
     */
    public record Split(String file, Optional<String> joined, boolean labelled) {}

    /**
     * Records of another file.
     *
     * @param records part of a JSON file that holds them
     * @param on field that is equal in both
     */
    public record Join(String records, FieldPath on) {}

    /**
     * What a sample is made of.
     *
     * @param id empty for the record's key or number
     * @param media name of the image or video
     * @param references empty where {@code correct} says which candidate is right
     * @param correct index of the right candidate, from 0
     * @param candidates empty where the answer is written
     * @param facts by their name
     */
    public record SampleMapping(
            Optional<FieldPath> id,
            MediaPattern media,
            Optional<FieldPath> references,
            Optional<FieldPath> correct,
            Optional<Candidates> candidates,
            Map<String, FieldPath> facts) {

        /** The fields whose values may stand in a joined file. */
        List<FieldPath> paths() {
            List<FieldPath> paths = new ArrayList<>(facts.values());
            references.ifPresent(paths::add);
            correct.ifPresent(paths::add);
            candidates.flatMap(Candidates::field).ifPresent(paths::add);
            return paths;
        }
    }

    /**
     * Where candidates come from: the same for all, the record, or a file; one of the three.
     *
     * @param fixed texts for all samples
     * @param field of the record
     * @param vocabulary unique values of a field of a file, by code point
     */
    public record Candidates(
            List<String> fixed, Optional<FieldPath> field, Optional<Vocabulary> vocabulary) {}

    /**
     * Texts of a file.
     *
     * @param file relative to the data folder
     * @param records part of a JSON file that holds the records
     * @param field that has them
     */
    public record Vocabulary(String file, String records, FieldPath field) {}
}
