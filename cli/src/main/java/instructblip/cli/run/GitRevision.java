package instructblip.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The commit that a folder's Git repository stands at, read from Git's own files: no program is
 * started, and a repository that is broken or of another kind only means that nothing is known.
 */
public final class GitRevision {

    private static final String REPOSITORY = ".git";
    private static final String REFERENCE = "ref: ";
    private static final String FOLDER = "gitdir: ";
    private static final String COMMIT = "[0-9a-f]{40}|[0-9a-f]{64}";
    private static final int MOST_BYTES = 4096;
    private static final int MOST_PACKED = 1_000_000;

    private GitRevision() {}

    /**
     * The commit in hexadecimal.
     *
     * @param folder in a repository's working tree, at any depth
     * @return empty where there is no repository, or it has no commit
     */
    public static Optional<String> of(Path folder) {
        try {
            for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
                if (Files.exists(at.resolve(REPOSITORY))) {
                    return head(repository(at.resolve(REPOSITORY)));
                }
            }
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** A linked working tree and a submodule have a file that says where their repository is. */
    private static Path repository(Path found) throws IOException {
        if (Files.isDirectory(found)) {
            return found;
        }
        String text = text(found);
        if (!text.startsWith(FOLDER)) {
            throw new IOException("no repository");
        }
        return found.resolveSibling(text.substring(FOLDER.length()));
    }

    private static Optional<String> head(Path repository) throws IOException {
        String head = text(repository.resolve("HEAD"));
        if (!head.startsWith(REFERENCE)) {
            return commit(head);
        }
        String reference = head.substring(REFERENCE.length());
        Path common = repository.resolve("commondir");
        Path shared =
                Files.exists(common) ? repository.resolve(text(common)).normalize() : repository;
        for (Path folder : new Path[] {repository, shared}) {
            if (Files.isRegularFile(folder.resolve(reference))) {
                return commit(text(folder.resolve(reference)));
            }
        }
        return packed(shared.resolve("packed-refs"), reference);
    }

    private static Optional<String> packed(Path file, String reference) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return lines.lines()
                    .limit(MOST_PACKED)
                    .filter(line -> line.endsWith(" " + reference))
                    .findFirst()
                    .flatMap(line -> commit(line.substring(0, line.indexOf(' '))));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<String> commit(String text) {
        return Optional.of(text).filter(name -> name.matches(COMMIT));
    }

    /** Without white space around it; a pipe or a device is not opened, since it might wait. */
    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        }
    }
}
