package instructblip.core.model;

import instructblip.core.image.ImagePreprocessor;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.vision.VisionConfig;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vision encoder's output per distinct image: computed once while the image is in use and kept
 * for a while after, since questions on one image stand together. Threads that ask at the same time
 * wait for each other, so that none computes what another is at.
 */
final class VisionFeatures implements AutoCloseable {

    /** Features of a large encoder take 1.5 MB per image. */
    private static final int KEPT = 64;

    /** Bound on the widest activation of one pass through the encoder. */
    private static final long ACTIVATION_BYTES = 192L << 20;

    private final Encoding encoding;
    private final VisionConfig config;
    private final Kernels kernels;
    private final ImagePreprocessor preprocessor;
    private final Scope scope;
    private final int kept;
    private final int mostAtOnce;
    private final Optional<StoredFeatures> stored;
    private final Map<String, Tensor> known = new LinkedHashMap<>(16, 0.75f, true);
    private long encoded;

    /** What is computed of an image. */
    interface Encoding {

        /** (B, 3, S, S) to (B, N, D). */
        Tensor of(Scope scope, Tensor pixels);
    }

    VisionFeatures(ModelInsides model) {
        this(model, KEPT, Optional.empty());
    }

    /**
     * @param stored in earlier runs, and for later ones
     */
    VisionFeatures(ModelInsides model, Optional<StoredFeatures> stored) {
        this(model, KEPT, stored);
    }

    /**
     * @param kept images whose features stay behind a batch
     */
    VisionFeatures(ModelInsides model, int kept, Optional<StoredFeatures> stored) {
        this(model, model.parts().vision()::encode, kept, Integer.MAX_VALUE, stored);
    }

    /**
     * Features of which an image's do not depend on others, to the bit: images are encoded one by
     * one where the kernels do not promise that.
     *
     * @param kernels of the encoding
     */
    static VisionFeatures independent(
            ModelInsides model, Encoding encoding, Kernels kernels, int kept) {
        int mostAtOnce = kernels.packed() ? Integer.MAX_VALUE : 1;
        return new VisionFeatures(model, encoding, kept, mostAtOnce, Optional.empty());
    }

    private VisionFeatures(
            ModelInsides model,
            Encoding encoding,
            int kept,
            int mostAtOnce,
            Optional<StoredFeatures> stored) {
        this.encoding = encoding;
        this.kept = kept;
        this.mostAtOnce = mostAtOnce;
        this.stored = stored;
        this.config = model.config().vision();
        this.kernels = model.parts().kernels();
        this.preprocessor = model.preprocessor();
        this.scope = kernels.scope();
    }

    /** Images that went through the encoder so far. */
    synchronized long encoded() {
        return encoded;
    }

    /**
     * @param images distinct ones by key
     * @return (U, N, D) in their order
     */
    synchronized Tensor of(Scope target, List<DecodedImage> images) {
        List<DecodedImage> fresh =
                images.stream()
                        .filter(image -> !known.containsKey(image.key()) && !isStored(image))
                        .toList();
        int atOnce = imagesAtOnce();
        for (int from = 0; from < fresh.size(); from += atOnce) {
            encode(fresh.subList(from, Math.min(fresh.size(), from + atOnce)));
        }
        List<Tensor> rows = images.stream().map(image -> known.get(image.key())).toList();
        Tensor features;
        try (Scope gathering = target.inner()) {
            features = kernels.call(target, "concat", gathering.own(kernels.listOf(rows)));
        }
        // Only now, so that a batch of many images does not lose its own.
        forgetAllBut(kept);
        return features;
    }

    private boolean isStored(DecodedImage image) {
        Optional<Tensor> features = stored.flatMap(cache -> cache.find(scope, image));
        features.ifPresent(found -> known.put(image.key(), found));
        return features.isPresent();
    }

    private int imagesAtOnce() {
        long perImage = 4L * config.rows() * config.mlpWidth();
        return (int) Math.max(1, Math.min(mostAtOnce, ACTIVATION_BYTES / perImage));
    }

    private void encode(List<DecodedImage> images) {
        try (Scope pass = kernels.scope()) {
            Tensor pixels = DecodedImage.batch(pass, images, preprocessor, config.imageSize());
            Tensor features = encoding.of(pass, pixels);
            for (int i = 0; i < images.size(); i++) {
                DecodedImage image = images.get(i);
                Tensor row = kernels.call(scope, "row", features, i);
                known.put(image.key(), row);
                stored.ifPresent(cache -> cache.keep(image, row));
            }
            encoded += images.size();
        }
    }

    /** Makes room. Whether there was anything to give up. */
    synchronized boolean forgetAll() {
        boolean any = !known.isEmpty();
        forgetAllBut(0);
        return any;
    }

    private void forgetAllBut(int most) {
        Iterator<Tensor> oldest = known.values().iterator();
        while (known.size() > most) {
            oldest.next().close();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
