package instructblip.core.model;

import instructblip.core.request.Generate;
import instructblip.core.request.PreparedRequest;
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
 * and no more than attention has room for.
 */
final class BatchPlan {

    /**
     * Bound on samples times squared positions: a mask of these for 32 heads in float32 has 1 GB.
     */
    private static final long PAIRS = 8L << 20;

    private BatchPlan() {}

    /** What requests must agree in. */
    private record Kind(int frames, Object mode) {}

    /** Indices of the requests of each part. */
    static List<List<Integer>> parts(List<? extends PreparedRequest> batch) {
        Map<Kind, List<Integer>> kinds = new LinkedHashMap<>();
        IntStream.range(0, batch.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> batch.get(i).positions()))
                .forEach(i -> kinds.computeIfAbsent(kind(batch, i), k -> new ArrayList<>()).add(i));
        List<List<Integer>> parts = new ArrayList<>();
        kinds.values().forEach(alike -> parts.addAll(bounded(batch, alike)));
        return parts;
    }

    private static Kind kind(List<? extends PreparedRequest> batch, int index) {
        Request request = batch.get(index).request();
        Object mode = request.mode() instanceof Generate settings ? settings : Rank.class;
        return new Kind(request.frames(), mode);
    }

    /**
     * @param alike by rising length, so that little is padded
     */
    private static List<List<Integer>> bounded(
            List<? extends PreparedRequest> batch, List<Integer> alike) {
        List<List<Integer>> parts = new ArrayList<>();
        List<Integer> part = new ArrayList<>();
        for (int index : alike) {
            long positions = batch.get(index).positions();
            if (!part.isEmpty() && (part.size() + 1) * positions * positions > PAIRS) {
                parts.add(part);
                part = new ArrayList<>();
            }
            part.add(index);
        }
        parts.add(part);
        return parts;
    }
}
