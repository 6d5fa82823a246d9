package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitTest {

    @TempDir Path folder;

    @Test
    void theLimitOfAContainerIsRead() throws IOException {
        group("", "max", "999", "");
        group("docker/abc", "1000", "700", "anon 300\ninactive_file 250\nactive_file 150\n");
        assertEquals(Optional.of(new MemoryLimit(1000, 700)), of("0::/docker/abc\n"));
    }

    @Test
    void theTightestOfNestedGroupsCounts() throws IOException {
        group("a", "800", "700", "");
        group("a/b", "1000", "500", "");
        assertEquals(Optional.of(new MemoryLimit(800, 100)), of("0::/a/b\n"));
    }

    @Test
    void aContainerThatSeesItsGroupAsTheRootIsBounded() throws IOException {
        group("", "1000", "400", "");
        assertEquals(Optional.of(new MemoryLimit(1000, 600)), of("0::/../../elsewhere\n"));
        assertEquals(Optional.of(new MemoryLimit(1000, 600)), of("0::/\n"));
    }

    @Test
    void theFirstVersionOfControlGroupsIsReadToo() throws IOException {
        Path group = Files.createDirectories(folder.resolve("memory").resolve("docker"));
        Files.writeString(group.resolve("memory.limit_in_bytes"), "2000\n");
        Files.writeString(group.resolve("memory.usage_in_bytes"), "1500\n");
        Files.writeString(
                group.resolve("memory.stat"),
                "cache 9\ninactive_file 1\ntotal_inactive_file 400\ntotal_active_file 100\n");
        assertEquals(
                Optional.of(new MemoryLimit(2000, 1000)),
                of("12:cpu,cpuacct:/docker\n4:memory:/docker\n1:name=systemd:/\n"));
    }

    @Test
    void noLimitIsNoLimit() throws IOException {
        group("a", "max", "700", "");
        assertEquals(Optional.empty(), of("0::/a\n"));
        Path group = Files.createDirectories(folder.resolve("memory"));
        Files.writeString(group.resolve("memory.limit_in_bytes"), "9223372036854771712\n");
        Files.writeString(group.resolve("memory.usage_in_bytes"), "1500\n");
        assertEquals(Optional.empty(), of("4:memory:/\n"));
        assertEquals(Optional.empty(), of("nonsense\n"));
        assertEquals(
                Optional.empty(), MemoryLimit.of(folder.resolve("absent"), folder.resolve("x")));
    }

    @Test
    void moreUseThanTheLimitLeavesNothing() throws IOException {
        group("a", "1000", "1200", "inactive_file 100\n");
        assertEquals(Optional.of(new MemoryLimit(1000, 0)), of("0::/a\n"));
    }

    @Test
    void thisMachineHasMemory() {
        long total = MachineMemory.totalBytes();
        long available = MachineMemory.availableBytes();
        assertTrue(available > 0 && available <= total, available + " of " + total);
    }

    private Optional<MemoryLimit> of(String membership) throws IOException {
        return MemoryLimit.of(Files.writeString(folder.resolve("membership"), membership), folder);
    }

    private void group(String name, String limit, String used, String use) throws IOException {
        Path group = Files.createDirectories(folder.resolve(name));
        Files.writeString(group.resolve("memory.max"), limit + "\n");
        Files.writeString(group.resolve("memory.current"), used + "\n");
        Files.writeString(group.resolve("memory.stat"), use);
    }
}
