package instructblip.benchmarks.dataset.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Gives out the lines of a text one at a time as readers that end where the line does. */
final class LineReader extends Reader {

    private final BufferedReader text;
    private long line;
    private boolean lineEnded = true;

    LineReader(BufferedReader text) {
        this.text = text;
    }

    /** Goes on to the next line, past what was left of this one; false at the end of the text. */
    boolean nextLine() throws IOException {
        while (!lineEnded) {
            take();
        }
        text.mark(1);
        if (text.read() < 0) {
            return false;
        }
        text.reset();
        line++;
        lineEnded = false;
        return true;
    }

    /** Number of the current line, from 1. */
    long line() {
        return line;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = 0;
        while (read < length && !lineEnded) {
            int c = take();
            if (c >= 0) {
                buffer[offset + read++] = (char) c;
            }
        }
        return read == 0 && length > 0 ? -1 : read;
    }

    private int take() throws IOException {
        int c = text.read();
        lineEnded = c < 0 || c == '\n';
        return lineEnded ? -1 : c;
    }

    /** Ends the current line only. */
    @Override
    public void close() {}
}
