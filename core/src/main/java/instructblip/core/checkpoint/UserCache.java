package instructblip.core.checkpoint;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The folder for what may be computed again: {@code instructblip-eval} in the user's cache. */
public final class UserCache {

    private static final String NAME = "instructblip-eval";

    private UserCache() {}

    /** {@code $XDG_CACHE_HOME}, else {@code ~/.cache}; empty where there is no home folder. */
    public static Optional<Path> folder() {
        return folder(System::getenv, System.getProperty("user.home", ""));
    }

    static Optional<Path> folder(UnaryOperator<String> environment, String home) {
        Optional<Path> cache = absolute(environment.apply("XDG_CACHE_HOME"));
        if (cache.isEmpty()) {
            cache = absolute(home).map(folder -> folder.resolve(".cache"));
        }
        return cache.map(folder -> folder.resolve(NAME));
    }

    /** A user without an entry in the password file has the home {@code ?}. */
    private static Optional<Path> absolute(String name) {
        try {
            return Optional.ofNullable(name)
                    .filter(text -> !text.isEmpty())
                    .map(Path::of)
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
