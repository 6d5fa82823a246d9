package instructblip.results.report.html;

import java.util.List;

/**
 * A sample on a page.
 *
 * @param set number of the set that it belongs to, for the filter
 * @param kinds codes of the filters that it passes, with spaces between them
 * @param look class of its tag
 * @param tag what became of it
 * @param score as text; empty where there is none
 * @param benchmark that it belongs to
 * @param id of the sample
 * @param picture of its first image
 * @param imageName names of its images; also what is read where a picture cannot be seen
 * @param prompt the exact text
 * @param answers one per run; none for a sample that failed everywhere
 * @param error why it failed; empty where it did not
 * @param references the right answers, each once
 * @param candidates the best first
 * @param facts what metric and breakdown know of it
 */
record Card(
        int set,
        String kinds,
        String look,
        String tag,
        String score,
        Shown benchmark,
        Shown id,
        Picture picture,
        Shown imageName,
        Shown prompt,
        List<Answer> answers,
        Shown error,
        Listing<Reference> references,
        Listing<Candidate> candidates,
        Listing<Fact> facts) {

    /**
     * An answer.
     *
     * @param by whose it is; empty where there is one run
     * @param look class of its colour
     * @param score as text; empty where it stands elsewhere
     */
    record Answer(Shown by, String look, Shown text, String score) {}

    /** A right answer and how many annotators gave it. */
    record Reference(Shown text, int count) {}

    /** A candidate and its summed negative log-likelihood. */
    record Candidate(Shown text, String loss) {}

    /** A further field. */
    record Fact(Shown name, Shown value) {}

    /** The first entries of a list, and how many more there are. */
    record Listing<T>(List<T> shown, int more) {

        static <T> Listing<T> none() {
            return new Listing<>(List.of(), 0);
        }

        static <T> Listing<T> of(List<T> all, int most) {
            int shown = Math.min(all.size(), most);
            return new Listing<>(List.copyOf(all.subList(0, shown)), all.size() - shown);
        }

        boolean isEmpty() {
            return shown.isEmpty();
        }
    }

    Card with(Picture other) {
        return new Card(
                set,
                kinds,
                look,
                tag,
                score,
                benchmark,
                id,
                other,
                imageName,
                prompt,
                answers,
                error,
                references,
                candidates,
                facts);
    }
}
