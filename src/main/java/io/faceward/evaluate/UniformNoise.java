package io.faceward.evaluate;

import io.faceward.network.Tensor;
import java.util.SplittableRandom;

/** Noise without any intention: what protections are compared with, and where attacks start. */
public final class UniformNoise {

    private UniformNoise() {}

    /** Independent values in [-bound, bound); the same seed gives the same values. */
    public static Tensor of(long seed, float bound, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] data = new float[Math.toIntExact(Tensor.size(shape))];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextDouble(-bound, bound);
        }
        return new Tensor(data, shape);
    }
}
