package instructblip.results.compare;

import instructblip.results.store.RunStatus;
import instructblip.results.store.ToolBuild;

/**
 * A run in a comparison.
 *
 * @param label by which it is told from the others: its model's name, its folder's or both with a
 *     number
 * @param folder name of its folder, without the path
 * @param model name of the checkpoint
 * @param family of the language model
 * @param device as {@code cpu}
 * @param dtype that was computed in
 * @param preset of prompts and decoding
 * @param tool that made it
 * @param status how far it is
 */
public record ComparedRun(
        String label,
        String folder,
        String model,
        String family,
        String device,
        String dtype,
        String preset,
        ToolBuild tool,
        RunStatus status) {}
