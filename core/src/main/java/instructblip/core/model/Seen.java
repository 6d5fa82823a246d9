package instructblip.core.model;

import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.qformer.QFormer;
import instructblip.core.vision.VisionNorm;

/**
 * What the vision encoder made of the distinct images of a batch to learn from.
 *
 * @param rows (U, N, D)
 * @param norm that is yet to be applied; {@code null} where it was
 */
record Seen(Tensor rows, VisionNorm norm) {

    /** With the norm applied. */
    Tensor normed(Scope scope) {
        return norm == null ? rows : norm.norm(scope, rows);
    }

    /**
     * What the Q-Former looks at, in the form in which it learns fastest.
     *
     * @param looksAt the image that each row of the batch looks at
     * @return a list that the caller closes
     */
    TensorList keys(Scope scope, QFormer qformer, long[] looksAt) {
        if (!qformer.prefersUnprojected(rows.size(0), rows.size(1), looksAt)) {
            return qformer.keys(normed(scope));
        } else if (norm == null) {
            return qformer.unprojected(scope, rows, null, looksAt);
        }
        Tensor standardised = norm.standardised(scope, rows);
        return qformer.unprojected(scope, standardised, norm.scaling(), looksAt);
    }
}
