package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineReportTest {

    @Test
    void thisMachineRunsTheEngine() {
        EngineReport report = EngineReport.ofThisMachine();
        assertEquals(Optional.empty(), report.problem());
        assertEquals("0.35.1", report.versions().djl());
        assertEquals("2.7.1", report.versions().torch());
        assertEquals("2.7.1-0.35.1", report.versions().bridge());
        assertTrue(
                Files.exists(
                        Path.of(report.nativeFolder()).resolve(System.mapLibraryName("torch"))));
        EngineReport.Running running = report.running().orElseThrow();
        assertEquals("cpu", running.devices().get(0));
        assertEquals(running.devices().size() == 1, running.whyNoGpu().isPresent());
        assertTrue(running.threads() > 0);
        assertEquals(
                List.of("float32", "bfloat16", "float16"),
                running.kernels().stream().map(EngineReport.CpuKernel::dtype).toList());
        assertTrue(
                report.caches().stream()
                        .anyMatch(
                                cache ->
                                        cache.purpose().equals("native libraries")
                                                && report.nativeFolder()
                                                        .startsWith(cache.folder().toString())));
    }

    @Test
    void whyNoGpuIsUsedIsSaid() {
        assertEquals("no driver of NVIDIA is installed here", GpuSearch.whyNone("cpu", false, 0));
        assertTrue(GpuSearch.whyNone("cpu", true, 0).startsWith("libtorch is the build for CPUs"));
        assertTrue(GpuSearch.whyNone("cu128", true, 0).contains("-Djna.library.path"));
        assertTrue(GpuSearch.whyNone("cu128", true, 1).contains("do not fit"));
    }
}
