package instructblip.core.kernel;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Memory of this machine, or of the container that the program runs in. */
public final class MachineMemory {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private MachineMemory() {}

    /** Bytes of memory in all. */
    public static long totalBytes() {
        long machine = meminfo("MemTotal").orElseGet(() -> system().getTotalMemorySize());
        return limit().map(group -> Math.min(machine, group.limitBytes())).orElse(machine);
    }

    /** Bytes that can be had now; pages of the file cache count as free. */
    public static long availableBytes() {
        long machine = meminfo("MemAvailable").orElseGet(MachineMemory::freeElsewhere);
        return limit().map(group -> Math.min(machine, group.freeBytes())).orElse(machine);
    }

    /** macOS calls only memory free that was never used; most of what it caches can be had. */
    private static long freeElsewhere() {
        return System.getProperty("os.name").startsWith("Mac")
                ? totalBytes() / 4 * 3
                : system().getFreeMemorySize();
    }

    /** The container's limit, where there is one. */
    static Optional<MemoryLimit> limit() {
        return MemoryLimit.of(PROCESSES.resolve("self").resolve("cgroup"), GROUPS);
    }

    /**
     * Most bytes that this process held so far, pages of mapped files included; empty where the
     * system does not say.
     */
    public static Optional<Long> peakBytes() {
        return kilobytes(PROCESSES.resolve("self").resolve("status"), "VmHWM");
    }

    private static Optional<Long> meminfo(String key) {
        return kilobytes(PROCESSES.resolve("meminfo"), key);
    }

    private static Optional<Long> kilobytes(Path file, String key) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.stream()
                    .filter(line -> line.startsWith(key + ":"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static com.sun.management.OperatingSystemMXBean system() {
        return (com.sun.management.OperatingSystemMXBean)
                ManagementFactory.getOperatingSystemMXBean();
    }
}
