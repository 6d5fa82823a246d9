package instructblip.results.record;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Some of the records, without a copy: there may be more than fit in memory. */
public final class SelectedRecords extends AbstractList<SampleRecord> implements RandomAccess {

    private final List<SampleRecord> records;
    private final int[] indices;

    /**
     * A part of a list.
     *
     * @param indices of the records that are in it, in its order
     */
    public SelectedRecords(List<SampleRecord> records, int[] indices) {
        this.records = records;
        this.indices = indices.clone();
    }

    @Override
    public SampleRecord get(int index) {
        return records.get(indices[index]);
    }

    @Override
    public int size() {
        return indices.length;
    }
}
