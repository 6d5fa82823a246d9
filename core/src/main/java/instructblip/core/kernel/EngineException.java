package instructblip.core.kernel;

import java.util.Optional;

/** The tensor engine or the device asked for is not usable here; the message says why. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** One line: what failed, and the innermost reason. */
    public static EngineException because(String what, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason =
                Optional.ofNullable(root.getMessage())
                        .flatMap(message -> message.lines().findFirst())
                        .orElse(root.getClass().getSimpleName());
        return new EngineException(what + ": " + reason, cause);
    }
}
