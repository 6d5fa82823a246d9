package instructblip.results.predictions;

import com.fasterxml.jackson.core.JsonToken;
import instructblip.results.record.RecordException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Tells by a file's content who wrote it. */
final class FormatDetector {

    private static final Set<String> NATIVE_ANSWERS =
            Set.of("prediction", "scores", "status", "error");

    /** Keys of the first object that are looked at: an object may also be a map of all answers. */
    private static final int MOST_KEYS = 1000;

    private static final int LONGEST_HEADER = 1 << 16;

    private FormatDetector() {}

    static PredictionFormat of(Utf8Text file) {
        if (Spreadsheet.isOne(file.bytes())) {
            return PredictionFormat.VLMEVALKIT;
        }
        String header = header(file);
        if (header.isEmpty()) {
            throw new RecordException(file + " is empty; expected predictions.");
        }
        return switch (header.charAt(0)) {
            case '[' -> PredictionFormat.SUBMISSION;
            case '{' -> ofObject(keys(file));
            default -> ofTable(file, header);
        };
    }

    private static PredictionFormat ofObject(Set<String> keys) {
        if (keys.contains("doc_id")) {
            return PredictionFormat.LMMS_EVAL;
        }
        boolean isNative = keys.contains("id") && NATIVE_ANSWERS.stream().anyMatch(keys::contains);
        return isNative ? PredictionFormat.NATIVE : PredictionFormat.SUBMISSION;
    }

    private static PredictionFormat ofTable(Utf8Text file, String header) {
        if (header.contains("proba")) {
            return PredictionFormat.SUBMISSION;
        }
        if (header.contains("index") && header.contains("prediction")) {
            return PredictionFormat.VLMEVALKIT;
        }
        throw new RecordException(
                file
                        + " is in no known form; expected predictions.jsonl of a run, a server's"
                        + " submission, a sample log of lmms-eval or a table of VLMEvalKit"
                        + " (--format names one).");
    }

    /** The first line that is not blank, from its first visible character. */
    private static String header(Utf8Text file) {
        try (BufferedReader text = file.reader()) {
            int c = text.read();
            while (c >= 0 && Character.isWhitespace(c)) {
                c = text.read();
            }
            StringBuilder header = new StringBuilder();
            while (c >= 0 && c != '\n' && header.length() < LONGEST_HEADER) {
                header.append((char) c);
                c = text.read();
            }
            return header.toString();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static Set<String> keys(Utf8Text file) {
        return new JsonEntries(file)
                .read(
                        json -> {
                            Set<String> keys = new HashSet<>();
                            json.nextToken();
                            while (keys.size() < MOST_KEYS
                                    && json.nextToken() == JsonToken.FIELD_NAME) {
                                keys.add(json.currentName());
                                json.nextToken();
                                json.skipChildren();
                            }
                            return keys;
                        });
    }
}
