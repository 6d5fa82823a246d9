package instructblip.core.model;

import instructblip.core.decode.CandidateRanker;
import instructblip.core.decode.Generator;
import instructblip.core.decode.Prefixes;
import instructblip.core.decode.Sequence;
import instructblip.core.kernel.Scope;
import instructblip.core.request.Answer;
import instructblip.core.request.Failed;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.Rank;
import instructblip.core.request.Ranked;
import instructblip.core.text.InstructionEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** From what the language model reads to answers: the model's two verbs. */
final class Answers {

    private final ModelConfig config;
    private final ModelParts parts;
    private final InstructionEncoder texts;

    Answers(ModelConfig config, ModelParts parts, InstructionEncoder texts) {
        this.config = config;
        this.parts = parts;
        this.texts = texts;
    }

    /** Writes an answer per sample. */
    List<Answer> generate(
            Scope scope, Stages stages, List<PreparedSample> samples, Generate settings) {
        List<Sequence> sequences =
                new Generator(parts.language(), parts.kernels(), config.endTokens())
                        .generate(scope, prefixes(stages, samples), settings);
        List<Answer> answers = new ArrayList<>();
        for (int b = 0; b < sequences.size(); b++) {
            Sequence sequence = sequences.get(b);
            answers.add(
                    sequence.finite()
                            ? new Generated(
                                    texts.decode(sequence.ids()), sequence.ids(), sequence.score())
                            : notFinite(scope, stages, samples, b));
        }
        return answers;
    }

    /** Scores the candidates of each sample. */
    List<Answer> rank(Scope scope, Stages stages, List<PreparedSample> samples) {
        List<double[]> losses =
                new CandidateRanker(parts.language(), parts.kernels())
                        .losses(
                                scope,
                                prefixes(stages, samples),
                                samples.stream().map(PreparedSample::candidates).toList());
        List<Answer> answers = new ArrayList<>();
        for (int b = 0; b < losses.size(); b++) {
            double[] found = losses.get(b);
            Rank rank = (Rank) samples.get(b).request().mode();
            answers.add(
                    Arrays.stream(found).allMatch(Double::isFinite)
                            ? new Ranked(rank.candidates(), Arrays.stream(found).boxed().toList())
                            : notFinite(scope, stages, samples, b));
        }
        return answers;
    }

    private Failed notFinite(Scope scope, Stages stages, List<PreparedSample> samples, int sample) {
        int frames = samples.get(sample).images().size();
        return new Failed(new Diagnosis(parts.kernels()).firstFault(scope, stages, sample, frames));
    }

    private Prefixes prefixes(Stages stages, List<PreparedSample> samples) {
        return new Prefixes(
                stages.rows(), stages.lengths(), samples.stream().map(this::promptTokens).toList());
    }

    /** The prompt as {@code transformers} sees it: image tokens, then the text's ids. */
    private List<Integer> promptTokens(PreparedSample sample) {
        return IntStream.concat(config.imageToken().stream(), Arrays.stream(sample.prompt()))
                .filter(id -> id < config.language().vocabulary())
                .boxed()
                .toList();
    }
}
