package instructblip.core.model;

import instructblip.core.image.Alpha;
import instructblip.core.image.ImageDecoder;
import instructblip.core.image.ImageException;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.image.RgbImage;
import instructblip.core.request.RequestException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads and decodes images for several threads at once. The last few are kept, since questions on
 * one image stand together; an image that is asked for twice at the same time is decoded once. A
 * failure is told to those who wait for it and forgotten.
 */
final class ImageReader {

    private static final int KEPT = 64;

    private final ImagePreprocessor preprocessor;
    private final Alpha alpha;
    private final Map<Path, CompletableFuture<DecodedImage>> recent =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Path, CompletableFuture<DecodedImage>> eldest) {
                    return size() > KEPT;
                }
            };

    ImageReader(ImagePreprocessor preprocessor, Alpha alpha) {
        this.preprocessor = preprocessor;
        this.alpha = alpha;
    }

    DecodedImage read(Path file) throws RequestException {
        CompletableFuture<DecodedImage> mine = new CompletableFuture<>();
        CompletableFuture<DecodedImage> known;
        synchronized (recent) {
            known = recent.putIfAbsent(file, mine);
        }
        if (known == null) {
            decode(file, mine);
            known = mine;
        }
        try {
            return known.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ImageException fault) {
                throw new RequestException(fault.getMessage(), fault);
            }
            throw new RequestException(
                    file + ": cannot be prepared (" + e.getCause() + ")", e.getCause());
        }
    }

    private void decode(Path file, CompletableFuture<DecodedImage> result) {
        try {
            byte[] bytes = ImageDecoder.read(file);
            RgbImage image = ImageDecoder.decode(bytes, file.toString(), alpha);
            result.complete(new DecodedImage(sha256(bytes), preprocessor.resize(image)));
        } catch (ImageException | RuntimeException | OutOfMemoryError e) {
            synchronized (recent) {
                recent.remove(file, result);
            }
            result.completeExceptionally(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
