package instructblip.benchmarks.dataset.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import instructblip.benchmarks.dataset.DatasetException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/** Turns what a parser says of a file into one line that names the place and what to do. */
final class ReadFault {

    private ReadFault() {}

    /** Of a file that is one JSON document. */
    static DatasetException inDocument(Path file, IOException failure) {
        if (failure instanceof JsonProcessingException syntax) {
            JsonLocation at = syntax.getLocation();
            String place = "line " + at.getLineNr() + ", column " + at.getColumnNr();
            return new DatasetException(
                    file + ", " + place + ": " + reason(syntax, "file"), failure);
        }
        return of(file, "", failure);
    }

    /** Of one line that is a JSON document of its own. */
    static DatasetException inLine(Path file, long line, IOException failure) {
        String place = ", line " + line;
        if (failure instanceof JsonProcessingException syntax) {
            String column = ", column " + syntax.getLocation().getColumnNr();
            return new DatasetException(
                    file + place + column + ": " + reason(syntax, "line"), failure);
        }
        return of(file, place, failure);
    }

    /** Of a file that a parser without places reads. */
    static DatasetException of(Path file, String place, IOException failure) {
        if (failure instanceof CharacterCodingException) {
            return new DatasetException(
                    file + place + ": holds bytes that are not text; expected UTF-8 or UTF-16",
                    failure);
        }
        String reason = failure.getMessage() == null ? "" : Shown.text(failure.getMessage());
        return new DatasetException(
                file + place + ": cannot be read (" + reason + "); fetch it again", failure);
    }

    private static String reason(JsonProcessingException syntax, String unit) {
        if (syntax.getOriginalMessage().startsWith("Unexpected end-of-input")) {
            return "the %s ends in the middle of a record; expected whole JSON, fetch it again"
                    .formatted(unit);
        }
        return "not JSON (%s); expected %s of whole JSON"
                .formatted(Shown.text(syntax.getOriginalMessage()), "a " + unit);
    }
}
