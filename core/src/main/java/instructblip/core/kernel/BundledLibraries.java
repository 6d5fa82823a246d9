package instructblip.core.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * What the class path says of the native libraries on it.
 *
 * @param platform of this machine, as {@code linux-x86_64}
 * @param djl version of DJL
 * @param bridge version of the JNI library between DJL and libtorch, as {@code 2.7.1-0.35.1}
 * @param torch the libtorch for this platform; absent where the class path has none
 */
record BundledLibraries(String platform, String djl, String bridge, Optional<Torch> torch) {

    private static final String TORCH = "native/lib/pytorch.properties";

    /**
     * @param version as {@code 2.7.1-20250812}
     * @param flavour {@code cpu} or, as {@code cu128}, a version of CUDA
     */
    record Torch(String version, String flavour) {}

    static BundledLibraries ofClassPath() {
        String platform = thisPlatform();
        return new BundledLibraries(
                platform,
                only("pytorch-engine.properties").getProperty("djl_version", ""),
                only("jnilib/pytorch.properties").getProperty("jni_version", ""),
                all(TORCH).stream()
                        .filter(found -> platformOf(found).equals(platform))
                        .map(
                                found ->
                                        new Torch(
                                                found.getProperty("version", ""),
                                                found.getProperty("flavor", "cpu")))
                        .findFirst());
    }

    /** The libtorch that the bridge was built for: on another one it crashes. */
    String bridgedTorch() {
        int end = bridge.indexOf('-');
        return end < 0 ? bridge : bridge.substring(0, end);
    }

    /** Whether there is a bridge for that flavour of libtorch on this platform. */
    boolean bridges(String flavour) {
        String file = System.mapLibraryName("djl_torch");
        return loader().getResource("jnilib/%s/%s/%s".formatted(platform, flavour, file)) != null;
    }

    private static String platformOf(Properties torch) {
        String classifier = torch.getProperty("classifier", "");
        boolean startsWithFlavour = torch.getProperty("flavor") == null;
        return startsWithFlavour ? classifier.substring(classifier.indexOf('-') + 1) : classifier;
    }

    private static String thisPlatform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        String name = system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux";
        return name + "-" + (machine.equals("amd64") ? "x86_64" : machine);
    }

    private static Properties only(String resource) {
        List<Properties> found = all(resource);
        return found.isEmpty() ? new Properties() : found.get(0);
    }

    private static List<Properties> all(String resource) {
        try {
            return Collections.list(loader().getResources(resource)).stream()
                    .map(BundledLibraries::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static Properties read(URL url) {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(url.toString(), e);
        }
    }

    private static ClassLoader loader() {
        return BundledLibraries.class.getClassLoader();
    }
}
