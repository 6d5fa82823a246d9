package instructblip.core.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that native libraries are unpacked to: {@code ~/.djl.ai} as with every program on DJL;
 * without a home folder that can be written, one beside the temporary files that nobody else can
 * write, since what lies there is run.
 */
final class EngineCache {

    private EngineCache() {}

    /** The first folder that can be used. */
    static Path ofUser() {
        return ofUser(
                System.getProperty("user.home", ""), Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Path ofUser(String home, Path temporary) {
        return inHome(home)
                .or(() -> ownIn(temporary))
                .orElseThrow(
                        () ->
                                new EngineException(
                                        ("There is no folder to unpack native libraries to: neither"
                                                        + " %s/.djl.ai nor a private one in %s can be"
                                                        + " written.\nSet DJL_CACHE_DIR to a folder of your"
                                                        + " own.")
                                                .formatted(home, temporary)));
    }

    private static Optional<Path> inHome(String home) {
        try {
            // A user without an entry in the password file has the home "?", or one that is not
            // there.
            return Optional.of(Path.of(home))
                    .filter(path -> path.isAbsolute() && Files.isDirectory(path))
                    .map(path -> path.resolve(".djl.ai"))
                    .filter(EngineCache::isUsable);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether files can be put there; makes the folder where it is missing. */
    static boolean isUsable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder) && Files.isExecutable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** As {@link #isUsable}, without making anything. */
    static boolean canBeWritten(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }

    private static Optional<Path> ownIn(Path temporary) {
        try {
            Path fresh = Files.createTempDirectory(temporary, "instructblip-eval-");
            UserPrincipal user = Files.getOwner(fresh);
            Path folder =
                    temporary.resolve(
                            "instructblip-eval-" + user.getName().replaceAll("[^\\w.-]", "_"));
            claim(fresh, folder);
            return Optional.of(folder).filter(path -> isOwn(path, user));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Gives a new folder its name for good; another process may have been first. */
    private static void claim(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder);
        } catch (IOException e) {
            Files.delete(fresh);
        }
    }

    /** A real folder of this user that nobody else may write. */
    private static boolean isOwn(Path folder, UserPrincipal user) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(folder).equals(user)
                    || !isUsable(folder)) {
                return false;
            }
            if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                return true;
            }
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
            return !rights.contains(PosixFilePermission.GROUP_WRITE)
                    && !rights.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            return false;
        }
    }
}
