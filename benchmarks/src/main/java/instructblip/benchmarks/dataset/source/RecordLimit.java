package instructblip.benchmarks.dataset.source;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Stops a parser that gathers one record without end, as behind a quote that is never closed. */
final class RecordLimit extends FilterReader {

    private long taken;

    RecordLimit(Reader text) {
        super(text);
    }

    /** Counts from here; what the parser has read ahead counts for the record before. */
    void startRecord() {
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
        if (taken > AnnotationParser.RECORD_LIMIT) {
            throw new IOException(
                    "a record of more than " + AnnotationParser.RECORD_LIMIT + " characters");
        }
        return result;
    }
}
