package instructblip.core.kernel;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this machine, or of the container that the program runs in. */
public final class MachineMemory {

    private MachineMemory() {}

    /** Bytes of memory in all. */
    public static long totalBytes() {
        return system().getTotalMemorySize();
    }

    /** Bytes that can be had now; pages of the file cache count as free. */
    public static long availableBytes() {
        long free = system().getFreeMemorySize();
        Path linux = Path.of("/proc/meminfo");
        if (!Files.isReadable(linux)) {
            return free;
        }
        try {
            for (String line : Files.readAllLines(linux)) {
                if (line.startsWith("MemAvailable:")) {
                    long available = Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                    return Math.min(available, totalBytes());
                }
            }
            return free;
        } catch (IOException e) {
            return free;
        }
    }

    private static com.sun.management.OperatingSystemMXBean system() {
        return (com.sun.management.OperatingSystemMXBean)
                ManagementFactory.getOperatingSystemMXBean();
    }
}
