package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the conflict out of gradients that pull a face in opposite directions (Yu et al., "Gradient surgery for
 * multi-task learning", NeurIPS 2020): for every pair with gᵢ·gⱼ &lt; 0, gᵢ ← gᵢ - (gᵢ·gⱼ / ‖gⱼ‖²) gⱼ with the original gⱼ,
 * and the same with the two exchanged.
 */
public final class MutualProjection {

    private MutualProjection() {}

    /**
     * The gradients, each projected on the others in turn.
     *
     * @param gradients {@code [N,...]} of the same shape; each of the N faces for itself
     * @param order in which a gradient meets the others: a permutation of their indices
     */
    public static List<NDArray> of(List<NDArray> gradients, int... order) {
        List<NDArray> projected = new ArrayList<>(gradients.size());
        for (int i = 0; i < gradients.size(); i++) {
            NDArray own = gradients.get(i);
            for (int j : order) {
                own = j == i ? own : without(own, gradients.get(j));
            }
            projected.add(own);
        }
        return projected;
    }

    private static NDArray without(NDArray gradient, NDArray other) {
        NDArray square = PerFace.dot(other, other);
        NDArray share = PerFace.dot(gradient, other).minimum(0);
        NDArray factor = NDArrays.where(square.gt(0), share.div(square), share.zerosLike());
        return gradient.sub(other.mul(factor));
    }
}
