package instructblip.core.image;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Image readers by format; the registry is searched once per format. */
final class Readers {

    /** What to ask of an open reader. */
    interface Use<T> {
        T with(ImageReader reader) throws IOException, ImageException;
    }

    private static final Map<String, ImageReaderSpi> PROVIDERS = new ConcurrentHashMap<>();

    private Readers() {}

    /**
     * Opens a reader on these bytes, uses it and closes it.
     *
     * @param format as the registry names it, as {@code jpeg}
     */
    static <T> T use(FileBytes file, String format, Use<T> use) throws ImageException {
        ImageReader reader = null;
        try {
            reader = PROVIDERS.computeIfAbsent(format, Readers::provider).createReaderInstance();
            reader.setInput(new BytesInput(file.bytes()), true, true);
            return use.with(reader);
        } catch (IOException e) {
            throw new ImageException(
                    file.name() + ": damaged " + format + " data (" + e.getMessage() + ")", e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    private static ImageReaderSpi provider(String format) {
        Iterator<ImageReaderSpi> found =
                IIORegistry.getDefaultInstance()
                        .getServiceProviders(
                                ImageReaderSpi.class,
                                spi ->
                                        Arrays.asList(((ImageReaderSpi) spi).getFormatNames())
                                                .contains(format),
                                true);
        if (!found.hasNext()) {
            throw new IllegalStateException("no reader of " + format + " images on the class path");
        }
        return found.next();
    }
}
