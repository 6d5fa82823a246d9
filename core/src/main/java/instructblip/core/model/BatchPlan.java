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

    /** Bound on samples times squared positions: such a mask of 32 heads in float32 has 1 GB. */
    private static final long PAIRS = 8L << 20;

    /** Bound on keys and values. */
    private static final long STORE_BYTES = 2L << 30;

    private final long bytesPerPosition;

    /**
     * @param bytesPerPosition keys and values that a position takes
     */
    BatchPlan(long bytesPerPosition) {
        this.bytesPerPosition = bytesPerPosition;
    }

    /** What samples must agree in. */
    private record Kind(int frames, Object mode) {

        static Kind of(PreparedSample sample) {
            Request request = sample.request();
            Object mode = request.mode() instanceof Generate settings ? settings : Rank.class;
            return new Kind(request.frames(), mode);
        }
    }

    /** Numbers of the samples of each part. */
    List<List<Integer>> parts(List<PreparedSample> batch) {
        Map<Kind, List<Integer>> kinds = new LinkedHashMap<>();
        for (int number : byRisingLength(batch)) {
            Kind kind = Kind.of(batch.get(number));
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(number);
        }
        List<List<Integer>> parts = new ArrayList<>();
        kinds.values().forEach(alike -> parts.addAll(bounded(batch, alike)));
        return parts;
    }

    /** So that little is padded. */
    private static List<Integer> byRisingLength(List<PreparedSample> batch) {
        return IntStream.range(0, batch.size())
                .boxed()
                .sorted(Comparator.comparingInt(number -> batch.get(number).positions()))
                .toList();
    }

    private List<List<Integer>> bounded(List<PreparedSample> batch, List<Integer> alike) {
        List<List<Integer>> parts = new ArrayList<>();
        List<Integer> part = new ArrayList<>();
        long nodes = 0;
        for (int number : alike) {
            PreparedSample sample = batch.get(number);
            nodes = Math.max(nodes, sample.treeNodes());
            if (!part.isEmpty() && !fits(part.size() + 1L, sample.positions(), nodes)) {
                parts.add(part);
                part = new ArrayList<>();
                nodes = sample.treeNodes();
            }
            part.add(number);
        }
        parts.add(part);
        return parts;
    }

    private boolean fits(long samples, long positions, long nodes) {
        return samples * positions * positions <= PAIRS
                && samples * (positions + nodes) * bytesPerPosition <= STORE_BYTES;
    }
}
