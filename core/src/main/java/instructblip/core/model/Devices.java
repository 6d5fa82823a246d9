package instructblip.core.model;

import instructblip.core.kernel.EngineException;
import instructblip.core.kernel.TorchRuntime;

/** Device names as users write them. */
final class Devices {

    private Devices() {}

    /**
     * @param name {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
     * @return {@code cpu} or {@code cuda:N}
     * @throws EngineException when there is no such device here
     */
    static String resolve(String name) {
        if (name.equals("cpu")) {
            return name;
        }
        if (name.equals("auto")) {
            return TorchRuntime.gpus() > 0 ? "cuda:0" : "cpu";
        }
        if (!name.matches("cuda(:[0-9]{1,3})?")) {
            throw new EngineException(
                    "Unknown device \"" + name + "\"; expected auto, cpu, cuda or cuda:N.");
        }
        int number = name.equals("cuda") ? 0 : Integer.parseInt(name.substring("cuda:".length()));
        int gpus = TorchRuntime.gpus();
        if (number >= gpus) {
            throw new EngineException(
                    "Device %s is not there: the tensor engine sees %d GPU%s (doctor says why)."
                            .formatted(name, gpus, gpus == 1 ? "" : "s"));
        }
        return "cuda:" + number;
    }
}
