package instructblip.core.image;

/** The codes of a GIF frame: packed from the lowest bit on, in blocks of up to 255 bytes. */
final class GifCodes implements LzwText.Codes {

    private final FileBytes file;
    private long at;
    private int blockLeft;
    private int bits;
    private int bitCount;

    /**
     * @param start of the first block
     */
    GifCodes(FileBytes file, long start) {
        this.file = file;
        this.at = start;
    }

    @Override
    public int next(int size) throws ImageException {
        while (bitCount < size) {
            if (blockLeft == 0) {
                blockLeft = file.u8(at++);
                if (blockLeft == 0) {
                    throw file.problem("fewer pixels than declared, expected all of them");
                }
            }
            bits |= file.u8(at++) << bitCount;
            bitCount += Byte.SIZE;
            blockLeft--;
        }
        int code = bits & (1 << size) - 1;
        bits >>>= size;
        bitCount -= size;
        return code;
    }
}
