package instructblip.core.kernel;

import instructblip.core.checkpoint.StoredType;

/** Element types of tensors, with the numbers that TorchScript text uses for them. */
public enum DType {
    UINT8(0, 1),
    INT64(4, 8),
    FLOAT16(5, 2),
    FLOAT32(6, 4),
    FLOAT64(7, 8),
    BFLOAT16(15, 2);

    private final int code;
    private final int bytes;

    DType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The type that weights of a stored type have. */
    static DType of(StoredType stored) {
        return switch (stored) {
            case F32 -> FLOAT32;
            case F16 -> FLOAT16;
            case BF16 -> BFLOAT16;
            case BOOL, U8, I8, F8_E4M3, F8_E5M2, I16, U16, I32, U32, I64, U64, F64 ->
                    throw new AssertionError(stored + " passed the audit");
        };
    }

    /** TorchScript's number for it. */
    public int code() {
        return code;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
