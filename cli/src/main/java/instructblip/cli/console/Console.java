package instructblip.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a command writes: results to standard output, everything else to standard error, both in
 * UTF-8 whatever the locale.
 */
public final class Console {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private boolean quiet;

    /**
     * @param terminal whether a person watches standard error
     */
    public Console(Writer out, Writer err, boolean terminal) {
        this.out = new PrintWriter(out);
        this.err = new PrintWriter(err);
        this.terminal = terminal;
    }

    /** The console of this process; the launcher tells whether standard error is a terminal. */
    public static Console ofProcess() {
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Boolean.getBoolean("instructblip.terminal"));
    }

    private static Writer utf8(FileDescriptor descriptor) {
        return new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
    }

    /** Leaves out notes and progress from now on. */
    public void beQuiet() {
        quiet = true;
    }

    public boolean isQuiet() {
        return quiet;
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** A line of the result. */
    public void print(String line) {
        out.print(line + "\n");
        out.flush();
    }

    /** Lines of the result. */
    public void print(List<String> lines) {
        lines.forEach(line -> out.print(line + "\n"));
        out.flush();
    }

    /** A line about the work, unless all is to be quiet. */
    public void note(String line) {
        if (!quiet) {
            complain(line);
        }
    }

    /** What went wrong; printed even when all else is quiet. */
    public void complain(String lines) {
        err.print(lines + "\n");
        err.flush();
    }

    /** Writes over the present line of the terminal. */
    void overwrite(String line) {
        err.print("\r\u001b[K" + line);
        err.flush();
    }

    /** For what prints by itself, as usage texts. */
    public PrintWriter out() {
        return out;
    }

    /** For what prints by itself. */
    public PrintWriter err() {
        return err;
    }
}
