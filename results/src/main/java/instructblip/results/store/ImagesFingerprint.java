package instructblip.results.store;

import instructblip.results.record.Printable;
import instructblip.results.record.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which images a benchmark's answers are about: one SHA-256 over those of all files, sample by
 * sample in data set order. It is made of the stored records, so that a resumed run has the same.
 */
final class ImagesFingerprint {

    static final String KIND = "images";

    private ImagesFingerprint() {}

    /**
     * The fingerprint.
     *
     * @param records in data set order
     * @return empty where a sample's files could not be read, or were not noted
     * @throws NotComparableException when a file changed between two samples, as when the data was
     *     replaced while the run was interrupted
     */
    static Optional<String> of(List<SampleRecord> records) {
        MessageDigest digest = Sha256.digest();
        Map<String, String> known = new HashMap<>();
        boolean whole = !records.isEmpty();
        for (SampleRecord record : records) {
            List<String> hashes = record.imagesSha256();
            whole &= hashes.size() == record.images().size();
            for (int i = 0; i < Math.min(hashes.size(), record.images().size()); i++) {
                check(record, i, known);
                digest.update((hashes.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return whole ? Optional.of(HexFormat.of().formatHex(digest.digest())) : Optional.empty();
    }

    private static void check(SampleRecord record, int image, Map<String, String> known) {
        String file = record.images().get(image);
        String now = record.imagesSha256().get(image);
        String before = known.putIfAbsent(file, now);
        if (before != null && !before.equals(now)) {
            throw new NotComparableException(
                    "%s changed while the run was at work or interrupted: sample %s of %s saw other bytes than one before.\nRun again in another folder."
                            .formatted(
                                    Printable.escape(file),
                                    Printable.quote(record.id()),
                                    record.benchmark()),
                    List.of(new Difference("images." + file, before, now)));
        }
    }
}
