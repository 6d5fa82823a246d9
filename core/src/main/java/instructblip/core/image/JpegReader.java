package instructblip.core.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The Java platform's libjpeg; a reader of some other library would not do. */
final class JpegReader {

    private static final ImageReaderSpi PROVIDER = provider();

    private JpegReader() {}

    /** Decompresses and upsamples; the components of a pixel lie side by side. */
    static Raster read(FileBytes file) throws ImageException {
        ImageReader reader = null;
        try {
            reader = PROVIDER.createReaderInstance();
            reader.setInput(new BytesInput(file.bytes()), true, true);
            return reader.readRaster(0, null);
        } catch (IOException e) {
            throw new ImageException(
                    file.name() + ": damaged JPEG data (" + e.getMessage() + ")", e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    private static ImageReaderSpi provider() {
        Iterator<ImageReaderSpi> found =
                IIORegistry.getDefaultInstance()
                        .getServiceProviders(ImageReaderSpi.class, JpegReader::isOurs, false);
        if (!found.hasNext()) {
            throw new IllegalStateException("this Java runtime cannot read JPEG images");
        }
        return found.next();
    }

    private static boolean isOurs(Object provider) {
        return provider.getClass().getModule() == ImageReader.class.getModule()
                && Arrays.asList(((ImageReaderSpi) provider).getFormatNames()).contains("jpeg");
    }
}
