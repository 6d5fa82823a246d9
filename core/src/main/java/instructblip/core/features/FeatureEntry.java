package instructblip.core.features;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The file of an entry: a header of 64 bytes, then the features. The header holds a mark, the
 * entry's key, the features' length and a checksum over key, length and features, all
 * little-endian, so that whatever was cut off, changed or put there by others is told from an
 * entry.
 */
final class FeatureEntry {

    static final int HEADER_BYTES = 64;

    private static final byte[] MARK = "IBE-VIT1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int LENGTH_AT = MARK.length + KEY_BYTES;
    private static final int CHECKSUM_AT = LENGTH_AT + Long.BYTES;

    private FeatureEntry() {}

    /**
     * The header of an entry.
     *
     * @param key 64 hexadecimal digits
     * @param features from position to limit, left as they are
     */
    static ByteBuffer header(String key, ByteBuffer features) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MARK).put(HexFormat.of().parseHex(key)).putLong(features.remaining());
        return header.putLong(checksum(header, features)).rewind();
    }

    /**
     * The features of a whole file.
     *
     * @param key that is looked for
     * @param file all bytes, from 0 to the limit
     * @return a view on them; null where the file is no sound entry of that key
     */
    static ByteBuffer features(String key, ByteBuffer file) {
        if (file.limit() < HEADER_BYTES) {
            return null;
        }
        ByteBuffer features = file.slice(HEADER_BYTES, file.limit() - HEADER_BYTES);
        ByteBuffer header = file.slice(0, HEADER_BYTES);
        return header.equals(header(key, features)) ? features : null;
    }

    private static long checksum(ByteBuffer header, ByteBuffer features) {
        CRC32C checksum = new CRC32C();
        checksum.update(header.duplicate().position(MARK.length).limit(CHECKSUM_AT));
        checksum.update(features.duplicate());
        return checksum.getValue();
    }
}
