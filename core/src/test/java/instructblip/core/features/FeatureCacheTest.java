package instructblip.core.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.checkpoint.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {

    private static final int BYTES = 100;
    private static final long ENTRY_BYTES = 164;

    @TempDir Path folder;

    private final List<String> notes = new ArrayList<>();

    private FeatureCache cache() {
        return cache(Long.MAX_VALUE);
    }

    private FeatureCache cache(long most) {
        return new FeatureCache(folder, most, notes::add);
    }

    private static String key(int number) {
        return ContentHash.of("key " + number);
    }

    private static byte[] features(int number, int bytes) {
        byte[] features = new byte[bytes];
        new Random(number).nextBytes(features);
        return features;
    }

    private static void keep(FeatureCache cache, int number) {
        cache.keep(key(number), ByteBuffer.wrap(features(number, BYTES)));
    }

    private static Optional<byte[]> find(FeatureCache cache, int number, int bytes) {
        return cache.find(key(number), bytes)
                .map(
                        found -> {
                            byte[] copy = new byte[found.remaining()];
                            found.get(copy);
                            return copy;
                        });
    }

    private boolean holds(FeatureCache cache, int number) {
        Optional<byte[]> found = find(cache, number, BYTES);
        found.ifPresent(features -> assertArrayEquals(features(number, BYTES), features));
        return found.isPresent();
    }

    private Path file(int number) {
        return folder.resolve(key(number).substring(0, 2)).resolve(key(number) + ".vit");
    }

    private long entries() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".vit")).count();
        }
    }

    @Test
    void whatIsKeptIsFoundByAnyOther() {
        FeatureCache cache = cache();
        assertFalse(holds(cache, 1));
        keep(cache, 1);
        keep(cache, 2);
        keep(cache, 1);
        assertTrue(holds(cache, 1));
        assertTrue(holds(cache(), 2));
        assertFalse(holds(cache(), 3));
        assertEquals(List.of(), notes);
    }

    @Test
    void aChangedByteIsNoticedWhereverItIs() throws IOException {
        keep(cache(), 1);
        byte[] sound = Files.readAllBytes(file(1));
        assertEquals(ENTRY_BYTES, sound.length);
        for (int i = 0; i < sound.length; i++) {
            byte[] changed = sound.clone();
            changed[i] ^= 1 << (i % 8);
            Files.write(file(1), changed);
            assertFalse(holds(cache(), 1), "byte " + i);
        }
        assertTrue(notes.get(0).contains(key(1) + ".vit is damaged and computed again"));
        keep(cache(), 1);
        assertTrue(holds(cache(), 1));
    }

    @Test
    void aCutOrLengthenedFileIsNoticed() throws IOException {
        keep(cache(), 1);
        byte[] sound = Files.readAllBytes(file(1));
        for (int length = 0; length < sound.length; length++) {
            Files.write(file(1), Arrays.copyOf(sound, length));
            assertFalse(holds(cache(), 1), length + " bytes");
        }
        Files.write(file(1), Arrays.copyOf(sound, sound.length + 1));
        assertFalse(holds(cache(), 1));
    }

    @Test
    void anEntryUnderAnotherKeyOrOfAnotherLengthIsNone() throws IOException {
        keep(cache(), 1);
        Files.createDirectories(file(2).getParent());
        Files.copy(file(1), file(2));
        assertFalse(holds(cache(), 2));
        assertTrue(find(cache(), 1, BYTES - 1).isEmpty());
        assertTrue(find(cache(), 1, BYTES + 1).isEmpty());
        assertTrue(holds(cache(), 1));
    }

    @Test
    void whatOthersPutThereIsNoEntry() throws IOException {
        Files.createDirectories(file(1));
        assertFalse(holds(cache(), 1));
        Files.createDirectories(file(2).getParent());
        Files.writeString(file(2), "x".repeat((int) ENTRY_BYTES));
        assertFalse(holds(cache(), 2));
        keep(cache(), 2);
        assertTrue(holds(cache(), 2));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoError() throws IOException {
        Files.writeString(
                folder.resolve(key(1).substring(0, 2)), "a file where a folder should be");
        FeatureCache cache = cache();
        keep(cache, 1);
        keep(cache, 1);
        assertFalse(holds(cache, 1));
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).startsWith("Feature cache: " + folder + " cannot be written ("));
        keep(cache, 2);
        assertTrue(holds(cache, 2));
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws IOException {
        for (int i = 0; i < 32; i++) {
            keep(cache(), i);
            Instant used = Instant.now().minus(Duration.ofHours(100 - i));
            Files.setLastModifiedTime(file(i), FileTime.from(used));
        }
        assertTrue(holds(cache(), 0), "which is a use");
        Path foreign = Files.writeString(folder.resolve("notes.txt"), "x".repeat(100_000));
        Path abandoned = folder.resolve("ab").resolve("123e4567-e89b-12d3-a456-426614174000.tmp");
        Files.createDirectories(abandoned.getParent());
        Files.writeString(abandoned, "x");
        Files.setLastModifiedTime(
                abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        FeatureCache cache = cache(16 * ENTRY_BYTES);
        keep(cache, 100);
        assertEquals(15, entries());
        for (int i = 1; i < 19; i++) {
            assertFalse(holds(cache(), i), "entry " + i);
        }
        for (int i : new int[] {0, 19, 20, 31, 100}) {
            assertTrue(holds(cache(), i), "entry " + i);
        }
        assertTrue(Files.exists(foreign));
        assertFalse(Files.exists(abandoned));
    }

    @Test
    void theBoundHoldsHoweverMuchIsKept() throws IOException {
        FeatureCache one = cache(64 * ENTRY_BYTES);
        FeatureCache other = cache(64 * ENTRY_BYTES);
        for (int i = 0; i < 500; i++) {
            keep(i % 3 == 0 ? one : other, i);
            assertTrue(entries() <= 64 + 4, "after " + i);
        }
        assertTrue(entries() > 50);
    }

    @Test
    void processesShareAFolder() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx64m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Sharing.class.getName(),
                                    folder.toString(),
                                    String.valueOf(i))
                            .redirectErrorStream(true)
                            .start());
        }
        for (Process process : processes) {
            byte[] output = process.getInputStream().readAllBytes();
            assertEquals("sound\n", new String(output, StandardCharsets.UTF_8));
            assertEquals(0, process.waitFor());
        }
    }

    /** Keeps and finds what others keep, find and delete at the same time. */
    static final class Sharing {

        private static final int LARGE = 200_000;

        private Sharing() {}

        public static void main(String[] arguments) {
            List<String> notes = new ArrayList<>();
            FeatureCache cache = new FeatureCache(Path.of(arguments[0]), 10L * LARGE, notes::add);
            Random random = new Random(Long.parseLong(arguments[1]));
            for (int i = 0; i < 1000; i++) {
                int number = random.nextInt(20);
                Optional<byte[]> found = find(cache, number, LARGE);
                if (found.isEmpty()) {
                    cache.keep(key(number), ByteBuffer.wrap(features(number, LARGE)));
                } else if (!Arrays.equals(features(number, LARGE), found.get())) {
                    notes.add("other features than were kept");
                }
            }
            System.out.print((notes.isEmpty() ? "sound" : notes.get(0)) + "\n");
        }
    }
}
