package instructblip.results.record;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Stops a parser that gathers one record without end, as behind a quote that is never closed. */
public final class LengthLimit extends FilterReader {

    private final long most;
    private final String fault;
    private long taken;

    /**
     * @param most characters of a record
     * @param fault message of the exception beyond them
     */
    public LengthLimit(Reader text, long most, String fault) {
        super(text);
        this.most = most;
        this.fault = fault;
    }

    /** Counts from here; what the parser has read ahead counts for the record before. */
    public void startRecord() {
        taken = 0;
    }

    @Override
    public int read() throws IOException {
        return count(super.read(), 1);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        return count(read, read);
    }

    private int count(int result, int characters) throws IOException {
        taken += characters;
        if (taken > most) {
            throw new IOException(fault);
        }
        return result;
    }
}
