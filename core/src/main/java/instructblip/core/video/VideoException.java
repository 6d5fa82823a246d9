package instructblip.core.video;

/** A video that cannot be read. The message is one line: file, what was found, expected. */
public final class VideoException extends Exception {

    private static final long serialVersionUID = 1L;

    public VideoException(String message) {
        super(message);
    }

    public VideoException(String message, Throwable cause) {
        super(message, cause);
    }
}
