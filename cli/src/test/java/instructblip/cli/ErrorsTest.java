package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.cli.console.Console;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    private final StringWriter err = new StringWriter();

    private int handle(Throwable e) {
        Console console = new Console(new StringWriter(), err, false);
        int code = new Errors(console, () -> false).handle(e);
        console.err().flush();
        return code;
    }

    @Test
    void memoryThatIsUsedUpCutsARunShort() {
        assertEquals(3, handle(new OutOfMemoryError("Java heap space")));
        assertEquals(
                "The memory of the Java machine is used up (Java heap space);"
                        + " INSTRUCTBLIP_EVAL_JAVA_OPTS=-Xmx… gives it more.",
                err.toString().strip());
    }

    @Test
    void aMissingLibraryOfTheSystemIsNamedInOneLine() {
        assertEquals(2, handle(new UnsatisfiedLinkError("libjpeg.so.62: cannot open")));
        assertEquals(
                "A library that Java needs cannot be loaded: libjpeg.so.62: cannot open",
                err.toString().strip());
    }

    @Test
    void anyOtherErrorIsAFaultWithoutAStackTraceOnTheScreen() {
        assertEquals(70, handle(new AssertionError("impossible")));
        assertTrue(
                err.toString()
                        .startsWith(
                                "This is a fault of instructblip-eval (AssertionError: impossible)"));
        assertFalse(err.toString().contains("\tat "));
    }
}
