package instructblip.results.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A second Java process that works on the example run: it opens the folder, then is killed. */
final class OtherProcess {

    private OtherProcess() {}

    /**
     * Opens the folder given first, answers as many batches as are given second, writes a line, and
     * holds the folder until it is killed.
     */
    public static void main(String[] arguments) throws IOException {
        RunFolder run = ExampleRun.open(Path.of(arguments[0]), true);
        PredictionsFile predictions = run.predictions(ExampleRun.PLAN);
        List<List<String>> pending = predictions.pending();
        for (List<String> batch : pending.subList(0, Integer.parseInt(arguments[1]))) {
            predictions.append(ExampleRun.answers(batch, id -> false));
        }
        System.out.println("holding " + run.manifest().state().status().text());
        int end = System.in.read();
        System.out.println(end);
    }

    /** Starts it and waits until it holds the folder. */
    static Process start(Path folder, int batches) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                OtherProcess.class.getName(),
                                folder.toString(),
                                String.valueOf(batches))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (!"holding running".equals(line)) {
            throw new IOException("the other process says " + line);
        }
        return process;
    }

    /** Kills it as {@code kill -9} does, and waits for its end. */
    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
