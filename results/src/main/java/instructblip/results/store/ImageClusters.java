package instructblip.results.store;

import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which records look at the same images, numbered from 0 by first appearance. A record without
 * images stands alone.
 */
public final class ImageClusters {

    private final int[] clusterOf;
    private final int count;

    private ImageClusters(int[] clusterOf, int count) {
        this.clusterOf = clusterOf;
        this.count = count;
    }

    /** Numbers the records' images. */
    public static ImageClusters of(List<SampleRecord> records) {
        Map<List<String>, Integer> numbers = new HashMap<>();
        int[] clusterOf = new int[records.size()];
        int count = 0;
        for (int i = 0; i < clusterOf.length; i++) {
            List<String> images = records.get(i).images();
            Integer known = images.isEmpty() ? null : numbers.putIfAbsent(images, count);
            clusterOf[i] = known == null ? count++ : known;
        }
        return new ImageClusters(clusterOf, count);
    }

    /** Number of clusters. */
    public int count() {
        return count;
    }

    /** The cluster of the record at this index. */
    public int of(int record) {
        return clusterOf[record];
    }

    /** The records of each cluster, in their order. */
    List<List<SampleRecord>> members(List<SampleRecord> records) {
        List<List<SampleRecord>> members = new ArrayList<>();
        for (int i = 0; i < clusterOf.length; i++) {
            if (clusterOf[i] == members.size()) {
                members.add(new ArrayList<>());
            }
            members.get(clusterOf[i]).add(records.get(i));
        }
        return members;
    }
}
