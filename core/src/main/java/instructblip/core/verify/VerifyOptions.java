package instructblip.core.verify;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What to compare with.
 *
 * @param reference the recording's folder
 * @param tolerance for stages, absolute; summed losses and scores get ten times that
 * @param dump file to write the computed tensors to, under the recording's names
 * @param images folder of {@code NUMBER.png} for a recording of benchmark answers, which names its
 *     images by number
 */
public record VerifyOptions(
        Path reference, OptionalDouble tolerance, Optional<Path> dump, Optional<Path> images) {}
