package instructblip.core.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The memory limit of a Linux control group, which is how containers are bounded.
 *
 * @param limitBytes most memory of the group
 * @param freeBytes what it has left; pages of the file cache count as free, since they are given up
 *     before anything is killed
 */
record MemoryLimit(long limitBytes, long freeBytes) {

    /** Names of the same facts in the second and the first version of control groups. */
    private record Names(String limit, String used, List<String> cache) {

        static final Names SECOND =
                new Names("memory.max", "memory.current", List.of("inactive_file", "active_file"));
        static final Names FIRST =
                new Names(
                        "memory.limit_in_bytes",
                        "memory.usage_in_bytes",
                        List.of("total_inactive_file", "total_active_file"));
    }

    /**
     * The tightest limit of the groups that this process is in, outer ones included.
     *
     * @param membership {@code /proc/self/cgroup}
     * @param groups {@code /sys/fs/cgroup}
     */
    static Optional<MemoryLimit> of(Path membership, Path groups) {
        return lines(membership).stream()
                .flatMap(line -> ofLine(line, groups))
                .min(Comparator.comparingLong(MemoryLimit::freeBytes));
    }

    /** Of a line as {@code 0::/path} or {@code 4:memory:/path}. */
    private static Stream<MemoryLimit> ofLine(String line, Path groups) {
        String[] fields = line.split(":", 3);
        if (fields.length == 3 && fields[1].isEmpty()) {
            return withOuter(groups, fields[2]).flatMap(group -> read(group, Names.SECOND));
        } else if (fields.length == 3 && List.of(fields[1].split(",")).contains("memory")) {
            return withOuter(groups.resolve("memory"), fields[2])
                    .flatMap(group -> read(group, Names.FIRST));
        }
        return Stream.of();
    }

    /** A container may see its own group as the root, whatever its path says. */
    private static Stream<Path> withOuter(Path root, String path) {
        List<Path> groups = new ArrayList<>();
        Path inner = root.resolve(path.replaceFirst("^/+", "")).normalize();
        for (Path group = inner;
                group != null && group.startsWith(root);
                group = group.getParent()) {
            groups.add(group);
        }
        groups.add(root);
        return groups.stream();
    }

    private static Stream<MemoryLimit> read(Path group, Names names) {
        Optional<Long> limit = number(lines(group.resolve(names.limit)), "");
        Optional<Long> used = number(lines(group.resolve(names.used)), "");
        if (limit.isEmpty() || used.isEmpty()) {
            return Stream.of();
        }
        List<String> use = lines(group.resolve("memory.stat"));
        long cache = names.cache.stream().mapToLong(key -> number(use, key + " ").orElse(0L)).sum();
        long free = Math.max(0, limit.get() - Math.max(0, used.get() - cache));
        return Stream.of(new MemoryLimit(limit.get(), free));
    }

    /** The number behind a line's beginning; none for {@code max}, which is no limit. */
    private static Optional<Long> number(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).trim())
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
