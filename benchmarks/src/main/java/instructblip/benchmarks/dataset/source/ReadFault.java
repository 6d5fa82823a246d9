package instructblip.benchmarks.dataset.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
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
            String place =
                    at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            return of(file, place, syntax, "file");
        }
        return of(file, "", failure);
    }

    /** Of one line that is a JSON document of its own. */
    static DatasetException inLine(Path file, long line, IOException failure) {
        String place = ", line " + line;
        if (failure instanceof JsonProcessingException syntax) {
            JsonLocation at = syntax.getLocation();
            String column = at == null ? "" : ", column " + at.getColumnNr();
            return of(file, place + column, syntax, "line");
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

    private static DatasetException of(
            Path file, String place, JsonProcessingException syntax, String unit) {
        return new DatasetException(file + place + ": " + reason(syntax, unit), syntax);
    }

    /** Of a text, a number or a depth that no annotation has. */
    static String tooMuch(StreamConstraintsException limit) {
        String message = limit.getOriginalMessage().replaceFirst(", from `.*", ")");
        return "is beyond all measure (%s); expected an annotation file, fetch it again"
                .formatted(Shown.text(message));
    }

    private static String reason(JsonProcessingException syntax, String unit) {
        if (syntax instanceof StreamConstraintsException limit) {
            return tooMuch(limit);
        }
        String message = Shown.text(syntax.getOriginalMessage().split(": ")[0]);
        if (message.startsWith("Unexpected end-of-input")) {
            return "the %s ends in the middle of a record; expected whole JSON, fetch it again"
                    .formatted(unit);
        }
        return "not JSON (%s); expected a %s of whole JSON".formatted(message, unit);
    }
}
