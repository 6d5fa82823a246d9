package instructblip.results.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which samples are answered together. In 16-bit arithmetic a sample's neighbours can decide its
 * last bit, so a resumed run keeps the batches that it was begun with.
 *
 * @param benchmark name
 * @param order all sample ids in data set order
 * @param batches the same ids in the order of the work
 * @param rule by which the caller makes the same batches again, as order and size; JSON values
 */
public record BatchPlan(
        String benchmark,
        List<String> order,
        List<List<String>> batches,
        Map<String, Object> rule) {

    public BatchPlan {
        order = List.copyOf(order);
        batches = batches.stream().map(List::copyOf).toList();
        Set<String> planned = new HashSet<>();
        batches.forEach(planned::addAll);
        long count = batches.stream().mapToLong(List::size).sum();
        if (count != order.size()
                || planned.size() != order.size()
                || !planned.equals(new HashSet<>(order))
                || batches.stream().anyMatch(Collection::isEmpty)) {
            throw new IllegalArgumentException(
                    "the batches of " + benchmark + " are not its samples, each once");
        }
    }

    /** What the manifest keeps of it. */
    public StoredPlan stored() {
        return new StoredPlan(rule, batches.size(), sha256());
    }

    private String sha256() {
        MessageDigest digest = Sha256.digest();
        for (List<String> batch : batches) {
            digest.update(number(batch.size()));
            for (String id : batch) {
                byte[] text = id.getBytes(StandardCharsets.UTF_8);
                digest.update(number(text.length));
                digest.update(text);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
