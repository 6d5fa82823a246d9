package instructblip.core.model;

import instructblip.core.request.Generate;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Divides a batch into parts that go through the model together: as many frames, the same settings,
 * and no more than memory should hold at once.
 */
final class BatchPlan {

    /** A pair of positions in a mask of 32 heads in float32, which is there twice for a moment. */
    private static final long PAIR_BYTES = 256;

    private final long keyBytes;
    private final long rowBytes;

    /**
     * @param keyBytes keys and values that a position takes
     * @param rowBytes what a position takes on its way through a layer
     */
    BatchPlan(long keyBytes, long rowBytes) {
        this.keyBytes = keyBytes;
        this.rowBytes = rowBytes;
    }

    /** What samples must agree in. */
    private record Kind(int frames, Object mode) {

        static Kind of(PreparedSample sample) {
            Request request = sample.request();
            Object mode = request.mode() instanceof Generate settings ? settings : Rank.class;
            return new Kind(request.frames(), mode);
        }
    }

    /**
     * Numbers of the samples of each part.
     *
     * @param workingBytes that a part should not go beyond; a single sample may
     */
    List<List<Integer>> parts(List<PreparedSample> batch, long workingBytes) {
        Map<Kind, List<Integer>> kinds = new LinkedHashMap<>();
        for (int number : byRisingLength(batch)) {
            Kind kind = Kind.of(batch.get(number));
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(number);
        }
        List<List<Integer>> parts = new ArrayList<>();
        kinds.values().forEach(alike -> parts.addAll(bounded(batch, alike, workingBytes)));
        return parts;
    }

    /** So that little is padded. */
    private static List<Integer> byRisingLength(List<PreparedSample> batch) {
        return IntStream.range(0, batch.size())
                .boxed()
                .sorted(Comparator.comparingInt(number -> batch.get(number).positions()))
                .toList();
    }

    private List<List<Integer>> bounded(
            List<PreparedSample> batch, List<Integer> alike, long workingBytes) {
        List<List<Integer>> parts = new ArrayList<>();
        List<Integer> part = new ArrayList<>();
        long nodes = 0;
        for (int number : alike) {
            PreparedSample sample = batch.get(number);
            nodes = Math.max(nodes, sample.treeNodes());
            long bytes = (part.size() + 1) * bytes(sample.positions(), nodes);
            if (!part.isEmpty() && bytes > workingBytes) {
                parts.add(part);
                part = new ArrayList<>();
                nodes = sample.treeNodes();
            }
            part.add(number);
        }
        parts.add(part);
        return parts;
    }

    /** What a sample takes, roughly; what does not fit all the same is halved when it shows. */
    private long bytes(long positions, long nodes) {
        return positions * positions * PAIR_BYTES
                + positions * rowBytes
                + (positions + nodes) * keyBytes;
    }
}
