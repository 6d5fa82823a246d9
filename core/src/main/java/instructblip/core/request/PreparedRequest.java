package instructblip.core.request;

import java.util.List;

/**
 * A request whose images are decoded and whose texts are tokens, ready for the model that prepared
 * it.
 */
public interface PreparedRequest {

    /** What it was made from. */
    Request request();

    /** Positions that the language model reads: visual tokens and prompt tokens. */
    int positions();

    /** Equal for requests on the same images, so that neighbours can share the vision encoder. */
    String imageKey();

    /** SHA-256 of the files that were read, in the order of the request's images. */
    List<String> imagesSha256();
}
