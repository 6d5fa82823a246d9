package instructblip.results.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which content is told apart. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }
}
