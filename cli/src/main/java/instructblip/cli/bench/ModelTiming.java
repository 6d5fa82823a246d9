package instructblip.cli.bench;

import java.util.Map;
import java.util.Optional;

/**
 * How fast a model was with one batch size.
 *
 * @param model name of its folder
 * @param device as {@code cpu}
 * @param dtype that was computed in
 * @param threads of the tensor engine
 * @param batch samples at once
 * @param batchSize as it was asked for: a number or {@code auto}
 * @param work what was done with each sample
 * @param samples that were answered
 * @param failed samples among them
 * @param wallS seconds from the first file to the last answer
 * @param samplesPerS from that
 * @param loadS seconds from opening the folder until the model was ready
 * @param peakRssBytes most memory that the process held until then, mapped files included; empty
 *     where the system does not say
 * @param vitImages images that went through the vision encoder
 * @param stages seconds per stage; reading and decoding go on beside the model on threads of their
 *     own and are summed over these
 * @param answersSha256 over ids and texts
 */
public record ModelTiming(
        String model,
        String device,
        String dtype,
        int threads,
        int batch,
        String batchSize,
        String work,
        int samples,
        int failed,
        double wallS,
        double samplesPerS,
        double loadS,
        Optional<Long> peakRssBytes,
        long vitImages,
        Map<String, Double> stages,
        String answersSha256) {}
