package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.kernel.DType;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.NamedTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NumberBytesTest {

    private static final int PATTERNS = 1 << 16;

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void everyNumberOfSixteenBitsComesBack(StoredType type) {
        for (int bits = 0; bits < PATTERNS; bits++) {
            float value = widened((short) bits, type);
            short found = narrowed(value, type);
            if (Float.isNaN(value)) {
                assertTrue(Float.isNaN(widened(found, type)), Integer.toHexString(bits));
                assertEquals(bits & 0x8000, found & 0x8000, Integer.toHexString(bits));
            } else {
                assertEquals((short) bits, found, Integer.toHexString(bits));
            }
        }
    }

    /** Halfway goes to the even neighbour, a hair more or less to the nearer one. */
    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void halfwayGoesToTheEvenNeighbour(StoredType type) {
        int infinity = type == StoredType.F16 ? 0x7C00 : 0x7F80;
        for (int below = 0; below < infinity - 1; below++) {
            float low = widened((short) below, type);
            float high = widened((short) (below + 1), type);
            float half = (float) ((0.5 * low) + 0.5 * (double) high);
            String place = Integer.toHexString(below);
            assertEquals(below + (below & 1), narrowed(half, type), place);
            assertEquals(below, narrowed(Math.nextDown(half), type), place);
            assertEquals(below + 1, narrowed(Math.nextUp(half), type), place);
            assertEquals(
                    (short) ((below + (below & 1)) | 0x8000), narrowed(-half, type), "-" + place);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65504, F16, 7BFF",
        "65519.996, F16, 7BFF",
        "65520, F16, 7C00",
        "-65520, F16, FC00",
        "1e30, F16, 7C00",
        "Infinity, F16, 7C00",
        "-Infinity, F16, FC00",
        "6.1035156e-5, F16, 0400",
        "6.0975552e-5, F16, 03FF",
        "5.9604645e-8, F16, 0001",
        "2.9802322e-8, F16, 0000",
        "2.9802326e-8, F16, 0001",
        "1e-40, F16, 0000",
        "-1e-40, F16, 8000",
        "-0, F16, 8000",
        "NaN, F16, 7E00",
        "3.3895314e38, BF16, 7F7F",
        "3.3961775e38, BF16, 7F80",
        "-3.4028235e38, BF16, FF80",
        "Infinity, BF16, 7F80",
        "1e-40, BF16, 0001",
        "4.591775e-41, BF16, 0000",
        "-0, BF16, 8000",
        "NaN, BF16, 7FC0",
    })
    void theEndsOfTheRange(float value, StoredType type, String bits) {
        assertEquals((short) Integer.parseInt(bits, 16), narrowed(value, type));
    }

    @Test
    void aNaNWithLowBitsOnlyStaysOne() {
        float signalling = Float.intBitsToFloat(0x7F80_0001);
        assertTrue(Float.isNaN(widened(NumberBytes.half(signalling), StoredType.F16)));
        assertTrue(Float.isNaN(widened(NumberBytes.brain(signalling), StoredType.BF16)));
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F32"})
    void theEngineRoundsAlike(StoredType type) {
        Random random = new Random(11);
        float[] values = new float[8192];
        for (int i = 0; i < values.length; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            boolean common = i % 2 == 0 || Float.isNaN(any);
            values[i] = common ? (float) (random.nextGaussian() * Math.pow(2, i % 44 - 28)) : any;
        }
        WeightSpec spec = WeightSpec.table("x", values.length);
        try (Kernels kernels = Kernels.openForTraining("cpu", DType.FLOAT32);
                NamedTensors tensors =
                        NamedTensors.learning(
                                kernels,
                                Checkpoint.of(List.of()),
                                List.of(),
                                Map.of(spec, values))) {
            assertArrayEquals(tensors.bytes("x", type).orElseThrow(), NumberBytes.of(values, type));
        }
    }

    @Test
    void floatsAreWrittenAsTheyAre() {
        float[] values = {1.1f, -0f, Float.NEGATIVE_INFINITY, 1e-45f};
        ByteBuffer bytes =
                ByteBuffer.wrap(NumberBytes.of(values, StoredType.F32))
                        .order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, values.length)
                .forEach(
                        i ->
                                assertEquals(
                                        Float.floatToRawIntBits(values[i]),
                                        bytes.getInt(Float.BYTES * i)));
    }

    @Test
    void aTypeThatIsNoneOfWeightsIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> NumberBytes.of(new float[1], StoredType.I64));
    }

    private static short narrowed(float value, StoredType type) {
        return ByteBuffer.wrap(NumberBytes.of(new float[] {value}, type))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort();
    }

    private static float widened(short bits, StoredType type) {
        ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(0, bits);
        TensorEntry entry = new TensorEntry("x", type, List.of(1L), Path.of("x"), 0, 2);
        return TensorValues.value(entry, bytes);
    }
}
