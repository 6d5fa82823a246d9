package instructblip.core.kernel;

import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Why no GPU is computed on, in one line. */
final class GpuSearch {

    private GpuSearch() {}

    static String whyNone(NativeTorch torch) {
        boolean driver =
                Stream.of("/proc/driver/nvidia/version", "/dev/nvidiactl", "/dev/dxg")
                        .anyMatch(name -> Files.exists(Path.of(name)));
        return whyNone(torch.flavour(), driver, CudaUtils.getGpuCount());
    }

    /**
     * @param driver whether there is one of NVIDIA
     * @param counted GPUs that the CUDA runtime tells of
     */
    static String whyNone(String flavour, boolean driver, int counted) {
        if (!driver) {
            return "no driver of NVIDIA is installed here";
        } else if (flavour.equals("cpu")) {
            return "libtorch is the build for CPUs; PYTORCH_LIBRARY_PATH may name the lib folder of"
                    + " one for CUDA";
        } else if (counted == 0) {
            return "the CUDA runtime (libcudart) is not found or sees no GPU; -Djna.library.path"
                    + " may name its folder";
        }
        return "libtorch cannot use the GPU: its CUDA libraries or the driver do not fit";
    }
}
