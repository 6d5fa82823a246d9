package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightLoaderTest {

    private static final float[] VALUES = {1, -2, 0.5f, 3, 0.15625f, -96};

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"F32", "F16", "BF16"})
    void anyStoredTypeRunsInAnyComputeType(String stored) throws IOException {
        Checkpoint checkpoint = checkpoint(stored, 0);
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16)) {
            assertArrayEquals(VALUES, table(checkpoint, dtype), stored + " in " + dtype);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void dataThatIsNotAlignedIsReadAllTheSame(int shift) throws IOException {
        for (String stored : List.of("F32", "F16", "BF16")) {
            Checkpoint checkpoint = checkpoint(stored, shift);
            assertArrayEquals(VALUES, table(checkpoint, DType.FLOAT32), stored);
            assertArrayEquals(VALUES, table(checkpoint, DType.BFLOAT16), stored);
        }
    }

    @Test
    void aFileThatIsLargerThanTheMemoryIsReadInPieces() throws IOException {
        Path file = folder.resolve("model.safetensors");
        long filling = 4L << 40;
        String header =
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                        + "\"filling\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[24,%d]}}"
                                .formatted(filling, 24 + filling);
        String padded = header + " ".repeat(Math.floorMod(-header.length(), 8));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(file(padded, encoded("F32")));
            sparse.setLength(8 + padded.length() + 24 + filling);
        }
        assertArrayEquals(VALUES, table(Checkpoint.open(folder), DType.FLOAT32));
    }

    @Test
    void aMatrixIsMultipliedBy() throws IOException {
        Checkpoint checkpoint = checkpoint("BF16", 0);
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16)) {
            try (Kernels kernels = Kernels.open("cpu", dtype);
                    Scope scope = kernels.scope();
                    TensorList weights =
                            new WeightLoader(kernels, checkpoint)
                                    .load(
                                            List.of(
                                                    WeightSpec.matrix("x", 2, 3),
                                                    WeightSpec.zeros(2)))) {
                Tensor input =
                        kernels.call(
                                scope,
                                "typed",
                                scope.tensor(bytes(encoded("F32"))),
                                new long[] {2, 3},
                                DType.FLOAT32.code(),
                                dtype.code());
                assertArrayEquals(
                        new float[] {5.25f, -45.3125f, -45.3125f, 9225.0244140625f},
                        kernels.call(scope, "linear", input, weights).floats(),
                        dtype == DType.FLOAT32 ? 0 : 32);
            }
        }
    }

    @Test
    void packedWeightsDoNotHangOnTheFile() throws IOException {
        Checkpoint checkpoint = checkpoint("F32", 0);
        try (Kernels kernels = Kernels.open("cpu", DType.FLOAT32);
                Scope scope = kernels.scope()) {
            Tensor table =
                    new WeightLoader(kernels, checkpoint).load(scope, WeightSpec.table("x", 2, 3));
            clearData();
            // Where this platform cannot pack, the table is looked at where it lies.
            assertArrayEquals(kernels.packed() ? VALUES : new float[6], table.floats());
        }
    }

    @Test
    void wideMatricesOfManyRowsAreNotPackedInBfloat16() throws IOException {
        List<WeightSpec> narrow = List.of(WeightSpec.matrix("x", 2, 704), WeightSpec.zeros(2));
        List<WeightSpec> wide = List.of(WeightSpec.matrix("x", 1, 1408), WeightSpec.zeros(1));
        List<WeightSpec> ofManyRows = WeightSpec.ofManyRows(wide);
        assertFalse(ofManyRows.get(1).forManyRows(), "zeros are no matrix");
        try (Kernels kernels = Kernels.open("cpu", DType.BFLOAT16)) {
            float kept = kernels.packed() ? 1408 : 0;
            assertEquals(kept, productAfterClearing(kernels, wide));
            assertEquals(kept / 2, productAfterClearing(kernels, WeightSpec.ofManyRows(narrow)));
            assertEquals(0, productAfterClearing(kernels, ofManyRows));
        }
    }

    /** Ones by a matrix of ones whose file is cleared when the matrix is loaded. */
    private float productAfterClearing(Kernels kernels, List<WeightSpec> specs) throws IOException {
        byte[] ones = new byte[2 * 1408];
        for (int i = 0; i < ones.length; i += 2) {
            ones[i] = (byte) 0x80;
            ones[i + 1] = 0x3F;
        }
        int columns = Math.toIntExact(specs.get(0).shape().get(1));
        String header =
                "{\"x\":{\"dtype\":\"BF16\",\"shape\":[%d,%d],\"data_offsets\":[0,2816]}}"
                        .formatted(1408 / columns, columns);
        String padded = header + " ".repeat(Math.floorMod(-header.length(), 8));
        Files.write(folder.resolve("model.safetensors"), file(padded, ones));
        WeightLoader loader = new WeightLoader(kernels, Checkpoint.open(folder));
        try (Scope scope = kernels.scope();
                TensorList weights = loader.load(specs)) {
            clearData();
            Tensor row =
                    kernels.call(
                            scope,
                            "full",
                            new long[] {1, columns},
                            1.0,
                            DType.BFLOAT16.code(),
                            "cpu");
            return kernels.call(scope, "linear", row, weights).floats()[0];
        }
    }

    @Test
    void whatIsStoredAsItIsUsedIsLookedAtWhereItLies() throws IOException {
        Checkpoint checkpoint = checkpoint("F16", 0);
        try (Kernels kernels = Kernels.open("cpu", DType.FLOAT16);
                Scope scope = kernels.scope()) {
            assertFalse(kernels.packed());
            WeightLoader loader = new WeightLoader(kernels, checkpoint);
            Tensor matrix = loader.load(scope, WeightSpec.matrix("x", 2, 3));
            Tensor table = loader.load(scope, WeightSpec.table("x", 2, 3));
            clearData();
            assertArrayEquals(new float[6], matrix.floats());
            assertArrayEquals(new float[6], table.floats());
        }
    }

    @Test
    void wideMatricesStayFloat32WhereTheRestIsFloat16() throws IOException {
        Checkpoint checkpoint = checkpoint("BF16", 0);
        try (Kernels kernels = Kernels.open("cpu", DType.FLOAT16);
                Scope scope = kernels.scope()) {
            WeightLoader loader = new WeightLoader(kernels, checkpoint);
            Tensor wide = loader.load(scope, WeightSpec.wideMatrix("x", 2, 3));
            Tensor plain = loader.load(scope, WeightSpec.matrix("x", 2, 3));
            assertEquals("float32", wide.array().getDataType().toString());
            assertEquals("float16", plain.array().getDataType().toString());
            assertArrayEquals(VALUES, wide.floats());
        }
    }

    /** Zeros in place of the data, in the same file. */
    private void clearData() throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
            data.seek(8 + Long.reverseBytes(data.readLong()));
            data.write(new byte[(int) (data.length() - data.getFilePointer())]);
        }
    }

    private static float[] table(Checkpoint checkpoint, DType dtype) {
        try (Kernels kernels = Kernels.open("cpu", dtype);
                Scope scope = kernels.scope()) {
            return new WeightLoader(kernels, checkpoint)
                    .load(scope, WeightSpec.table("x", 2, 3))
                    .floats();
        }
    }

    /**
     * @param shift bytes that the data section is off a multiple of 8
     */
    private Checkpoint checkpoint(String dtype, int shift) throws IOException {
        byte[] data = encoded(dtype);
        String header =
                "{\"x\":{\"dtype\":\"%s\",\"shape\":[2,3],\"data_offsets\":[0,%d]}}"
                        .formatted(dtype, data.length);
        String padded = header + " ".repeat(Math.floorMod(-header.length(), 8) + shift);
        Files.write(folder.resolve("model.safetensors"), file(padded, data));
        return Checkpoint.open(folder);
    }

    private static byte[] file(String header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length() + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
    }

    /** All values are exact in every type. */
    private static byte[] encoded(String dtype) {
        ByteBuffer data =
                ByteBuffer.allocate(VALUES.length * (dtype.equals("F32") ? 4 : 2))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : VALUES) {
            int bits = Float.floatToIntBits(value);
            switch (dtype) {
                case "F32" -> data.putInt(bits);
                case "BF16" -> data.putShort((short) (bits >>> 16));
                default -> {
                    int sign = bits >>> 16 & 0x8000;
                    int exponent = (bits >>> 23 & 0xFF) - 112;
                    data.putShort((short) (sign | exponent << 10 | bits >>> 13 & 0x3FF));
                }
            }
        }
        return data.array();
    }

    private static ByteBuffer bytes(byte[] data) {
        return ByteBuffer.allocateDirect(data.length)
                .order(ByteOrder.nativeOrder())
                .put(data)
                .flip();
    }
}
