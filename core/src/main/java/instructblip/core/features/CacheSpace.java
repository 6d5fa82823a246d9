package instructblip.core.features;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * Keeps a cache folder within its bound: what was not used for longest goes first. Files that are
 * no entries are left alone, but for unfinished ones that a process left behind.
 *
 * <p>Several processes may fill a folder. Each looks again at what is there before it has written a
 * sixteenth of the bound, so that together they stay near it.
 */
final class CacheSpace {

    static final String ENTRY = ".vit";
    static final String UNFINISHED = ".tmp";

    private static final String ENTRY_NAME = "[0-9a-f]{64}\\" + ENTRY;
    private static final String UNFINISHED_NAME = "[0-9a-f-]{36}\\" + UNFINISHED;
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int PARTS = 16;

    private final Path folder;
    private final long most;
    private long unseen = Long.MAX_VALUE;

    private record Entry(Path file, long bytes, Instant used) {}

    /**
     * @param most bytes of all entries
     */
    CacheSpace(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /**
     * Makes room for a new entry.
     *
     * @throws IOException when the folder cannot be looked through
     */
    void make(long bytes) throws IOException {
        if (unseen >= most / PARTS) {
            tidy();
            unseen = 0;
        }
        unseen += bytes;
    }

    private void tidy() throws IOException {
        List<Entry> entries = entries();
        long used = entries.stream().mapToLong(Entry::bytes).sum();
        if (used <= most - most / PARTS) {
            return;
        }
        entries.sort(Comparator.comparing(Entry::used));
        for (Entry entry : entries) {
            if (used <= most - 2 * (most / PARTS)) {
                return;
            }
            used -= delete(entry.file()) ? entry.bytes() : 0;
        }
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Instant abandoned = Instant.now().minus(ABANDONED);
        SimpleFileVisitor<Path> visitor =
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
                        String name = file.getFileName().toString();
                        Instant used = found.lastModifiedTime().toInstant();
                        if (found.isRegularFile() && name.matches(ENTRY_NAME)) {
                            entries.add(new Entry(file, found.size(), used));
                        } else if (name.matches(UNFINISHED_NAME) && used.isBefore(abandoned)) {
                            delete(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /** Another process may have deleted it just now. */
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                };
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), 2, visitor);
        return entries;
    }

    /** Whether it is gone, by whomever. */
    private static boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
