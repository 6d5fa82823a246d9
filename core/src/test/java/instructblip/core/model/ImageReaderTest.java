package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.clock.StageClock;
import instructblip.core.image.Alpha;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.image.ImageSettings;
import instructblip.core.request.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageReaderTest {

    @TempDir Path temporary;

    private static ImageReader reader() {
        List<Double> half = List.of(0.5, 0.5, 0.5);
        return new ImageReader(
                new ImagePreprocessor(ImageSettings.of(32, half, half)),
                Alpha.DROP,
                new StageClock(() -> {}));
    }

    private static List<Path> images() throws IOException {
        try (Stream<Path> files =
                Files.list(Oracle.recording("instructblip-t5-tiny").resolve("images"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void severalThreadsGetWhatOneGets() throws Exception {
        Map<Path, DecodedImage> expected = new HashMap<>();
        for (Path image : images()) {
            expected.put(image, reader().read(image));
        }
        ImageReader shared = reader();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<DecodedImage>> found = new ArrayList<>();
            for (int round = 0; round < 8; round++) {
                for (Path image : images()) {
                    found.add(threads.submit(() -> shared.read(image)));
                }
            }
            for (int i = 0; i < found.size(); i++) {
                DecodedImage image = found.get(i).get();
                DecodedImage alone = expected.get(images().get(i % images().size()));
                assertEquals(alone.key(), image.key());
                assertArrayEquals(alone.pixels().rgb(), image.pixels().rgb());
                assertSame(found.get(i % images().size()).get(), image, "decoded once");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anImageIsKnownByItsContent() throws Exception {
        Path original = images().get(0);
        Path copy = Files.copy(original, temporary.resolve("copy.png"));
        ImageReader reader = reader();
        assertEquals(reader.read(original).key(), reader.read(copy).key());
        assertNotEquals(reader.read(original).key(), reader.read(images().get(1)).key());
    }

    @Test
    void aFailureNamesTheFileAndIsForgotten() throws Exception {
        Path original = images().get(2);
        byte[] bytes = Files.readAllBytes(original);
        Path file = temporary.resolve("late.png");
        ImageReader reader = reader();
        assertNames(file, assertThrows(RequestException.class, () -> reader.read(file)));
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertNames(file, assertThrows(RequestException.class, () -> reader.read(file)));
        Files.write(file, bytes);
        assertEquals(reader.read(original).key(), reader.read(file).key());
    }

    @Test
    void onlyTheLastAreKept() throws Exception {
        Path original = images().get(0);
        ImageReader reader = reader();
        DecodedImage first = reader.read(original);
        for (int i = 0; i < 63; i++) {
            reader.read(Files.copy(original, temporary.resolve(i + ".png")));
        }
        assertSame(first, reader.read(original), "still among the last 64");
        for (int i = 63; i < 127; i++) {
            reader.read(Files.copy(original, temporary.resolve(i + ".png")));
        }
        assertNotSame(first, reader.read(original));
    }

    private static void assertNames(Path file, RequestException e) {
        assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}
