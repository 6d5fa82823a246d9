package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.kernel.EngineException;
import instructblip.core.kernel.TorchRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {

    @Test
    void autoTakesAGpuWhereThereIsOne() {
        assertEquals(TorchRuntime.gpus() > 0 ? "cuda:0" : "cpu", Devices.resolve("auto"));
        assertEquals("cpu", Devices.resolve("cpu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "", "cuda:", "cuda:-1", "cuda:x", "CPU", "cuda:0123", "cpu:0"})
    void otherNamesAreRefused(String name) {
        String message =
                assertThrows(EngineException.class, () -> Devices.resolve(name)).getMessage();
        assertEquals(
                "Unknown device \"" + name + "\"; expected auto, cpu, cuda or cuda:N.", message);
    }

    @Test
    void aGpuThatIsNotThereIsNamed() {
        String message =
                assertThrows(EngineException.class, () -> Devices.resolve("cuda:99")).getMessage();
        assertTrue(message.startsWith("Device cuda:99 is not there"), message);
    }
}
