package io.faceward.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;

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
        int count = gradients.size();
        Shape shape = gradients.get(0).getShape();
        long faces = shape.get(0);
        NDArray all = NDArrays.stack(new NDList(gradients), 1).reshape(faces, count, -1);
        float[] products = all.matMul(all.transpose(0, 2, 1)).toFloatArray();
        NDArray shares = all.getManager().create(shares(products, count, order), new Shape(faces, count, count));
        NDArray projected = shares.matMul(all);
        return IntStream.range(0, count)
                .mapToObj(i -> projected.get(":," + i).reshape(shape))
                .toList();
    }

    /**
     * What is in each projected gradient of each original one. All that happens to them happens in the space that they span,
     * where their inner products tell everything, so that none is touched more than twice.
     *
     * @param products inner products of the gradients, {@code [N,K,K]}
     * @return {@code [N,K,K]}
     */
    private static float[] shares(float[] products, int count, int[] order) {
        float[] shares = new float[products.length];
        for (int row = 0; row < products.length / count; row++) {
            int i = row % count;
            int face = (row - i) * count;
            shares[row * count + i] = 1;
            for (int j : order) {
                double square = products[face + j * count + j];
                double product = 0;
                for (int k = 0; k < count; k++) {
                    product += shares[row * count + k] * products[face + k * count + j];
                }
                if (j != i && product < 0 && square > 0) {
                    shares[row * count + j] -= (float) (product / square);
                }
            }
        }
        return shares;
    }
}
