package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.core.Oracle;
import instructblip.core.kernel.Scope;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VisionFeaturesTest {

    private static final Path IMAGES = Oracle.recording("llama-one-group").resolve("images");

    private static OpenModel model;

    @BeforeAll
    static void open() {
        model = Oracle.open("llama-one-group");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static DecodedImage image(String name) throws Exception {
        return model.insides().media().image(IMAGES.resolve(name + ".png"));
    }

    private static float[] features(VisionFeatures features, DecodedImage... images) {
        try (Scope scope = model.insides().parts().kernels().scope()) {
            return features.of(scope, List.of(images)).floats();
        }
    }

    @Test
    void anImageIsEncodedOnce() throws Exception {
        try (VisionFeatures features = new VisionFeatures(model.insides())) {
            float[] a = features(features, image("a"));
            float[] both = features(features, image("b"), image("a"));
            assertEquals(2, features.encoded());
            assertEquals(2 * a.length, both.length);
            float[] second = Arrays.copyOfRange(both, a.length, both.length);
            assertArrayEquals(a, second, "in the order asked for");
            features(features, image("a"), image("b"));
            assertEquals(2, features.encoded());
        }
    }

    @Test
    void theOldestAreForgottenWhereRoomIsShort() throws Exception {
        int before = model.liveTensors();
        int each = 5 * 16;
        try (VisionFeatures features = new VisionFeatures(model.insides(), 2, Optional.empty())) {
            float[] all = features(features, image("a"), image("b"), image("c"));
            assertEquals(3 * each, all.length, "a batch keeps its own images");
            assertEquals(before + 2, model.liveTensors());
            features(features, image("b"));
            features(features, image("c"));
            assertEquals(3, features.encoded());
            float[] again = features(features, image("a"));
            assertEquals(4, features.encoded());
            assertArrayEquals(Arrays.copyOf(all, each), again, 1e-6f);
            features(features, image("c"));
            assertEquals(4, features.encoded(), "b was the oldest");
            features(features, image("b"));
            assertEquals(5, features.encoded());
        }
        assertEquals(before, model.liveTensors());
    }
}
