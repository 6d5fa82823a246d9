package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {

    @TempDir Path parent;

    @Test
    void aFolderIsClosedToOthersUntilItsProcessIsKilled() throws Exception {
        Path folder = parent.resolve("run");
        Process other = OtherProcess.start(folder, 0);
        try {
            assertEquals(
                    folder
                            + " is in use by another process; wait for it or give another --output"
                            + " folder.",
                    assertThrows(StoreException.class, () -> ExampleRun.open(folder, true))
                            .getMessage());
        } finally {
            OtherProcess.kill(other);
        }
        ExampleRun.open(folder, true).close();
    }

    @Test
    void whatAKilledProcessAnsweredIsKept() throws Exception {
        Path uninterrupted = parent.resolve("uninterrupted");
        ExampleRun.runToTheEnd(uninterrupted, false, id -> false);
        Path folder = parent.resolve("run");
        for (int i = 0; i < 2; i++) {
            OtherProcess.kill(OtherProcess.start(folder, 1));
            assertEquals(RunStatus.RUNNING, StoredRun.read(folder).manifest().state().status());
        }
        assertEquals(List.of("2", "4"), ExampleRun.runToTheEnd(folder, true, id -> false));
        assertEquals(2, StoredRun.read(folder).manifest().state().resumed().size());
        assertSame(uninterrupted, folder);
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        assertEquals(
                Files.readString(ExampleRun.predictions(expected)),
                Files.readString(ExampleRun.predictions(actual)));
        assertEquals(
                Files.readString(ExampleRun.metrics(expected)),
                Files.readString(ExampleRun.metrics(actual)));
    }
}
