package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import io.faceward.network.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Faces that are perturbed together, none of which changes the result of another.
 *
 * @param pictures {@code [N,3,H,W]} in [-1,1], with even sides
 * @param targets the manipulators to break, at least one
 * @param seeds one for each face
 */
record FaceBatch(NDArray pictures, List<Target> targets, List<Long> seeds) {

    int size() {
        return seeds.size();
    }

    /** Uniform noise in [-bound, bound), each face's from its seed; the same shape as the pictures. */
    NDArray noise(float bound) {
        long[] shape = pictures.getShape().getShape();
        float[] data = new float[Math.toIntExact(Tensor.size(shape))];
        int each = data.length / size();
        for (int face = 0; face < size(); face++) {
            SplittableRandom random = new SplittableRandom(seeds.get(face));
            for (int i = 0; i < each; i++) {
                data[face * each + i] = bound * (2 * (float) random.nextDouble() - 1);
            }
        }
        return new Tensor(data, shape).on(pictures.getManager());
    }
}
