package instructblip.results.report.html;

/** Where the pictures of samples come from. Called by several threads. */
@FunctionalInterface
public interface Pictures {

    /**
     * A small picture of an image, or of a video's first frame.
     *
     * @param benchmark by its name in the run
     * @param image as a record names it: relative to the data folder, from data that is not trusted
     * @return the picture, or why there is none; never null
     */
    Picture of(String benchmark, String image);
}
