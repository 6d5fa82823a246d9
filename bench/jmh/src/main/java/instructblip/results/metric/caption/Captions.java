package instructblip.results.metric.caption;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Caption scores with five references a caption; beside the package's own classes to see them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class Captions {

    private static final int REFERENCES = 5;
    private static final int WORDS = 10;
    private static final String VOCABULARY =
            "a the dog man woman bus table on near red small black with sitting standing street and"
                    + " horse kite under plate pizza in front of white young";

    /** The cost should grow with it and no faster. */
    @Param({"1000", "5000", "25000"})
    private int images;

    private final List<String> candidates = new ArrayList<>();
    private final List<List<String>> references = new ArrayList<>();

    private List<CountedCaption> counted;
    private int ngrams;

    @Setup
    public void write() {
        Random random = new Random(1);
        for (int i = 0; i < images; i++) {
            candidates.add(sentence(random));
            List<String> others = new ArrayList<>();
            for (int person = 0; person < REFERENCES; person++) {
                others.add(sentence(random));
            }
            references.add(others);
        }
        NGramNumbering numbering = new NGramNumbering();
        counted = CountedCaption.count(TokenizedCaption.of(candidates, references), numbering);
        ngrams = numbering.size();
    }

    private static String sentence(Random random) {
        String[] words = VOCABULARY.split(" ");
        StringBuilder sentence = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            sentence.append(words[random.nextInt(words.length)]).append(' ');
        }
        return sentence.append('.').toString();
    }

    /** CIDEr alone, of captions that are tokenized and counted. */
    @Benchmark
    public double[] cider() {
        return Cider.score(counted, ngrams);
    }

    /** Tokenizer, CIDEr, BLEU and ROUGE-L. */
    @Benchmark
    public CaptionFigures all() {
        return CaptionFigures.of(candidates, references);
    }
}
