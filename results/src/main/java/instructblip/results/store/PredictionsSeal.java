package instructblip.results.store;

import instructblip.results.record.LineReader;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a finished predictions file is, kept in the manifest: a later change of the file is noticed,
 * and its first line named.
 *
 * @param lines number of them
 * @param sha256 of all bytes
 * @param checks the first four hexadecimal digits of each line's SHA-256, one after another
 */
public record PredictionsSeal(int lines, String sha256, String checks) {

    /** Of each line in the checks. */
    static final int DIGITS = 4;

    /** Of a file as it is now; reads it once. */
    static PredictionsSeal of(Path file) {
        MessageDigest whole = Sha256.digest();
        StringBuilder checks = new StringBuilder();
        int lines = 0;
        try (LineReader reader = new LineReader(file)) {
            for (Optional<LineReader.Line> line = reader.next();
                    line.isPresent();
                    line = reader.next()) {
                byte[] bytes = line.get().bytes();
                whole.update(bytes);
                if (line.get().terminated()) {
                    whole.update((byte) '\n');
                }
                HexFormat hex = HexFormat.of();
                checks.append(hex.formatHex(Sha256.digest().digest(bytes)), 0, DIGITS);
                lines++;
            }
        }
        return new PredictionsSeal(
                lines, HexFormat.of().formatHex(whole.digest()), checks.toString());
    }

    /**
     * The first line, from 1, at which another file differs; one behind the last where one of them
     * ends earlier. Empty where the files are equal, or differ in what the checks do not tell
     * apart.
     */
    OptionalLong firstDifference(PredictionsSeal other) {
        int shorter = Math.min(lines, other.lines);
        for (int line = 0; line < shorter; line++) {
            if (!checks.regionMatches(line * DIGITS, other.checks, line * DIGITS, DIGITS)) {
                return OptionalLong.of(line + 1L);
            }
        }
        return lines == other.lines ? OptionalLong.empty() : OptionalLong.of(shorter + 1L);
    }
}
