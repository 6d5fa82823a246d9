package instructblip.cli;

import instructblip.cli.console.Console;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The program's entry point, with what it prints caught. */
final class Cli {

    /** Checkpoints and recordings of the reference. */
    static final Path ORACLE = Path.of("..", "core", "src", "test", "resources", "oracle");

    /**
     * @param code exit code
     * @param out standard output
     * @param err standard error
     */
    record Result(int code, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    private Cli() {}

    static Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> texts = List.of(arguments).stream().map(Object::toString).toList();
        int code = Main.run(texts, new Console(out, err, false));
        return new Result(code, out.toString(), err.toString());
    }

    static Path model(String name) {
        return ORACLE.resolve("models").resolve(name);
    }

    static Path recording(String name) {
        return ORACLE.resolve("recordings").resolve(name);
    }

    /** An invented data set in its official layout, with predictions and official scores. */
    static Path benchmark(String name) {
        return Path.of("..", "benchmarks", "src", "test", "resources", "benchmarks").resolve(name);
    }

    static Path fixture(String name) {
        try {
            return Path.of(Cli.class.getResource("/instructblip/cli/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
