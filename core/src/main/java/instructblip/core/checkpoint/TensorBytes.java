package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/** Reads stored tensors piece by piece, in bounded memory. */
public final class TensorBytes {

    /** A multiple of every element's size, so that no element is cut. */
    private static final int AT_ONCE = 4 << 20;

    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Hands over all bytes of a tensor in order.
     *
     * @param reader takes each piece, little-endian, from its position 0 to its limit; the piece is
     *     reused
     * @throws CheckpointException when the file cannot be read, or the thread was interrupted
     */
    public void read(TensorEntry entry, Consumer<ByteBuffer> reader) {
        try (FileChannel channel = FileChannel.open(entry.file())) {
            for (long at = 0; at < entry.bytes(); at += AT_ONCE) {
                buffer.clear().limit((int) Math.min(AT_ONCE, entry.bytes() - at));
                InputFile.readFully(channel, entry.offset() + at, buffer);
                reader.accept(buffer);
            }
        } catch (IOException e) {
            throw InputFile.unreadable(entry.file(), e);
        }
    }
}
