package instructblip.cli.command;

import instructblip.cli.run.DecodingOverrides;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Decoding settings in place of the preset's. */
final class DecodingArguments {

    @Option(names = "--beams", paramLabel = "N", description = "Beams; 1 is greedy search.")
    private Integer beams;

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "Most new tokens of an answer.")
    private Integer maxNewTokens;

    @Option(
            names = "--min-new-tokens",
            paramLabel = "N",
            description = "Least new tokens of an answer.")
    private Integer minNewTokens;

    @Option(
            names = "--length-penalty",
            paramLabel = "X",
            description = "Exponent of the length that a beam's score is divided by.")
    private Double lengthPenalty;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "X",
            description = "Penalty of tokens that were written before; 1 is none.")
    private Double repetitionPenalty;

    DecodingOverrides overrides() {
        return new DecodingOverrides(
                Optional.ofNullable(beams),
                Optional.ofNullable(maxNewTokens),
                Optional.ofNullable(minNewTokens),
                Optional.ofNullable(lengthPenalty),
                Optional.ofNullable(repetitionPenalty));
    }
}
