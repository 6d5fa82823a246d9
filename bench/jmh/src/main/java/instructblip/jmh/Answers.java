package instructblip.jmh;

import instructblip.results.metric.vqa.AnswerForm;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One answer brought into the form that VQA scorers compare. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Answers {

    @Param({"OFFICIAL", "M4C", "VIZWIZ"})
    private AnswerForm form;

    @Param({"red", "a red double-decker bus.", "Don't know, maybe 1,000?"})
    private String answer;

    @Benchmark
    public String normalise() {
        return form.of(answer);
    }
}
