package instructblip.core.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are numpy's: {@code np.arange(0, n, n / k).astype(int)}. */
class FrameIndicesTest {

    @ParameterizedTest
    @CsvSource({
        "4, 0 1 2 3",
        "5, 0 1 2 3",
        "6, 0 1 3 4",
        "7, 0 1 3 5",
        "8, 0 2 4 6",
        "10, 0 2 5 7",
        "15, 0 3 7 11",
        "50, 0 12 25 37",
        "36000001, 0 9000000 18000000 27000000"
    })
    void fourFramesStandAQuarterApart(long length, String expected) {
        assertArrayEquals(numbers(expected), FrameIndices.uniform(length, 4));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0 1", "3, 0 1 2"})
    void aShortClipGivesAllItsFrames(long length, String expected) {
        assertArrayEquals(numbers(expected), FrameIndices.uniform(length, 4));
    }

    /** numpy's range has an eighth element here, since 17 / (17 / 7) rounds to above 7. */
    @Test
    void neverMoreThanWanted() {
        assertArrayEquals(numbers("0 2 4 7 9 12 14"), FrameIndices.uniform(17, 7));
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
