package instructblip.benchmarks.dataset.reader;

import java.util.Arrays;
import java.util.Comparator;

/** Orders texts by code points, as Python does; {@code String} orders by UTF-16 units. */
final class CodePointOrder {

    static final Comparator<String> INSTANCE =
            (left, right) ->
                    Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());

    private CodePointOrder() {}
}
