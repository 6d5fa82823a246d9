package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserCacheTest {

    @Test
    void theEnvironmentWinsOverTheHomeFolder() {
        assertEquals(
                Optional.of(Path.of("/cache/instructblip-eval")),
                UserCache.folder(name -> "/cache", "/home/ann"));
        assertEquals(
                Optional.of(Path.of("/home/ann/.cache/instructblip-eval")),
                UserCache.folder(name -> null, "/home/ann"));
    }

    @Test
    void whatIsNoAbsolutePathIsIgnored() {
        assertEquals(
                Optional.of(Path.of("/home/ann/.cache/instructblip-eval")),
                UserCache.folder(name -> "relative", "/home/ann"));
        assertEquals(
                Optional.of(Path.of("/home/ann/.cache/instructblip-eval")),
                UserCache.folder(name -> "", "/home/ann"));
        assertEquals(Optional.empty(), UserCache.folder(name -> null, "?"));
        assertEquals(Optional.empty(), UserCache.folder(name -> null, ""));
    }
}
