package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineCacheTest {

    @TempDir Path folder;
    private Path temporary;

    @BeforeEach
    void makeTemporaryFolder() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @Test
    void aHomeFolderIsUsed() {
        assertEquals(folder.resolve(".djl.ai"), EngineCache.ofUser(folder.toString(), temporary));
        assertTrue(Files.isDirectory(folder.resolve(".djl.ai")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "relative",
                "/dev/null",
                "/dev/null/home",
                "/dev/null/home/none",
                "\0"
            })
    void withoutAHomeFolderAPrivateOneIsMadeOnce(String home) throws IOException {
        Path first = EngineCache.ofUser(home, temporary);
        assertEquals(temporary, first.getParent());
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(first)));
        assertEquals(first, EngineCache.ofUser(home, temporary));
        assertEquals(List.of(first), filesIn(temporary));
    }

    @Test
    void aFolderThatOthersCanWriteIsNotTrusted() throws IOException {
        Path made = EngineCache.ofUser("", temporary);
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
        fails("", temporary);
    }

    @Test
    void aLinkIsNotTrusted() throws IOException {
        Path made = EngineCache.ofUser("", temporary);
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(made, elsewhere);
        Files.createSymbolicLink(made, elsewhere);
        fails("", temporary);
    }

    @Test
    void withoutAnyFolderTheWayOutIsSaid() {
        fails("?", Path.of("/dev/null"));
    }

    @Test
    void whetherAFolderCanBeWrittenIsFoundWithoutMakingIt() {
        Path inside = folder.resolve("a").resolve("b");
        assertTrue(EngineCache.canBeWritten(inside));
        assertFalse(Files.exists(folder.resolve("a")));
        assertFalse(EngineCache.canBeWritten(Path.of("/dev/null/a")));
        assertFalse(EngineCache.canBeWritten(Path.of("/dev/null")));
    }

    private static void fails(String home, Path temporary) {
        String message =
                assertThrows(EngineException.class, () -> EngineCache.ofUser(home, temporary))
                        .getMessage();
        assertTrue(message.contains("Set DJL_CACHE_DIR"), message);
        assertTrue(message.lines().count() <= 3, message);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
