package instructblip.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories as {@code gitrepository-layout(5)} describes them. */
class GitRevisionTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir Path folder;

    private Path git;

    @BeforeEach
    void begin() throws IOException {
        git = Files.createDirectories(folder.resolve("tree/.git"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    }

    private Optional<String> revision() throws IOException {
        return GitRevision.of(Files.createDirectories(folder.resolve("tree/sub/folder")));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void isTheCommitOfTheBranchThatIsCheckedOut() throws IOException {
        write(git.resolve("refs/heads/main"), COMMIT + "\n");
        assertEquals(Optional.of(COMMIT), revision());
    }

    @Test
    void isFoundAmongPackedReferences() throws IOException {
        write(
                git.resolve("packed-refs"),
                "# pack-refs with: peeled fully-peeled sorted\n"
                        + COMMIT.replace('0', 'f')
                        + " refs/heads/mai\n"
                        + COMMIT
                        + " refs/heads/main\n^"
                        + COMMIT.replace('0', 'e')
                        + "\n");
        assertEquals(Optional.of(COMMIT), revision());
    }

    @Test
    void isTheCommitItselfWhereNoBranchIsCheckedOut() throws IOException {
        write(git.resolve("HEAD"), COMMIT + "\n");
        assertEquals(Optional.of(COMMIT), revision());
    }

    @Test
    void isThatOfALinkedWorkingTree() throws IOException {
        write(git.resolve("worktrees/other/HEAD"), "ref: refs/heads/other\n");
        write(git.resolve("worktrees/other/commondir"), "../..\n");
        write(git.resolve("refs/heads/main"), COMMIT.replace('0', 'f') + "\n");
        write(git.resolve("refs/heads/other"), COMMIT + "\n");
        Path linked = folder.resolve("linked");
        write(linked.resolve(".git"), "gitdir: " + git.resolve("worktrees/other") + "\n");
        assertEquals(Optional.of(COMMIT), GitRevision.of(linked));
    }

    @Test
    void isEmptyWhereNothingIsKnown() throws IOException {
        assertEquals(Optional.empty(), revision(), "a branch without a commit");
        write(git.resolve("refs/heads/main"), "no commit");
        assertEquals(Optional.empty(), revision(), "no commit");
        write(git.resolve("HEAD"), "");
        assertEquals(Optional.empty(), revision(), "an empty file");
        Files.delete(git.resolve("HEAD"));
        assertEquals(Optional.empty(), revision(), "no HEAD");
        Path broken = folder.resolve("broken");
        write(broken.resolve(".git"), "gitdir: \0");
        assertEquals(Optional.empty(), GitRevision.of(broken), "no path");
    }
}
