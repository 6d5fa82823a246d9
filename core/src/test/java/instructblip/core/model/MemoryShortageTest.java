package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.core.Oracle;
import instructblip.core.kernel.EngineMemoryException;
import instructblip.core.kernel.Scope;
import instructblip.core.request.Answer;
import instructblip.core.request.Failed;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process whose address space is limited while it runs: the engine's own errors are met. */
class MemoryShortageTest {

    private static final long MEGABYTE = 1L << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @EnabledOnOs(OS.LINUX)
    void aBatchThatDoesNotFitGetsTheSameAnswersInParts(int threads) throws Exception {
        assertEquals("fits not together, same answers", run("halved", threads));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @EnabledOnOs(OS.LINUX)
    void aSampleThatDoesNotFitAloneFailsAndNoOther(int threads) throws Exception {
        assertEquals(
                "answered, does not fit in memory, not even alone: DefaultCPUAllocator: can't allocate memory, answered",
                run("alone", threads));
    }

    private static String run(String what, int threads) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Limited.class.getName(),
                                what,
                                Integer.toString(threads))
                        .redirectErrorStream(true);
        // What is given back shall be free again, not kept for later in some arena.
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "1000000");
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        Process process = builder.start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("SLF4J"))
                        .collect(Collectors.joining("\n"));
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** What the process does. */
    static final class Limited {

        private static final Generate BEAMS = new Generate(3, 4, 1, -1.0, 1.5, false);

        private Limited() {}

        public static void main(String[] arguments) throws Exception {
            int threads = Integer.parseInt(arguments[1]);
            try (OpenModel model = Oracle.open("instructblip-t5-tiny", threads)) {
                model.workWithin(Long.MAX_VALUE);
                System.out.println(arguments[0].equals("halved") ? halved(model) : alone(model));
            }
        }

        private static String halved(OpenModel model) throws Exception {
            List<PreparedRequest> batch = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                batch.add(request(model, 1100 + i));
            }
            List<List<Integer>> unlimited = ids(model.answer(batch));
            limit(250);
            String together;
            try (Scope scope = model.insides().parts().kernels().scope()) {
                List<PreparedSample> samples =
                        batch.stream().map(PreparedSample.class::cast).toList();
                Stages stages =
                        model.insides()
                                .perception()
                                .perceive(scope, new VisionFeatures(model.insides())::of, samples);
                model.insides().answers().generate(scope, stages, samples, BEAMS);
                together = "fits together";
            } catch (EngineMemoryException e) {
                together = "fits not together";
            }
            List<List<Integer>> limited = ids(model.answer(batch));
            return together + (unlimited.equals(limited) ? ", same" : ", OTHER") + " answers";
        }

        private static List<List<Integer>> ids(List<Answer> answers) {
            return answers.stream().map(answer -> ((Generated) answer).ids()).toList();
        }

        private static String alone(OpenModel model) throws Exception {
            List<PreparedRequest> batch =
                    List.of(request(model, 10), request(model, 1990), request(model, 20));
            model.answer(List.of(batch.get(0), batch.get(2)));
            limit(100);
            List<String> found = new ArrayList<>();
            for (Answer answer : model.answer(batch)) {
                found.add(
                        answer instanceof Failed failed
                                ? failed.reason().replaceFirst("(memory): you tried.*", "$1")
                                : "answered");
            }
            return String.join(", ", found);
        }

        private static PreparedRequest request(OpenModel model, int words) throws Exception {
            Path image =
                    Oracle.recording("instructblip-t5-tiny")
                            .resolve("images")
                            .resolve("c01_easyvqa.png");
            return model.prepare(new Request(List.of(image), "a ".repeat(words), BEAMS));
        }

        /** Leaves so many megabytes above what the process has taken. */
        private static void limit(long megabytes) throws IOException, InterruptedException {
            long taken =
                    Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("VmSize:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                            .findFirst()
                            .orElseThrow();
            Process prlimit =
                    new ProcessBuilder(
                                    "prlimit",
                                    "--pid=" + ProcessHandle.current().pid(),
                                    "--as=" + (taken + megabytes * MEGABYTE))
                            .inheritIO()
                            .start();
            if (prlimit.waitFor() != 0) {
                throw new IOException("prlimit failed");
            }
        }
    }
}
