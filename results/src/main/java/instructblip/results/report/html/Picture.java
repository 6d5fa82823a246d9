package instructblip.results.report.html;

import java.util.Optional;

/**
 * A sample's picture, or why there is none.
 *
 * @param thumbnail empty where it cannot be shown
 * @param absence why, one line; empty where there is one
 */
public record Picture(Optional<Thumbnail> thumbnail, String absence) {

    /** A picture that is there. */
    public static Picture of(Thumbnail thumbnail) {
        return new Picture(Optional.of(thumbnail), "");
    }

    /** A picture that cannot be shown. */
    public static Picture absent(String why) {
        return new Picture(Optional.empty(), why);
    }
}
