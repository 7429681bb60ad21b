package io.faceward.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How a parameter starts when it is trained from scratch. */
public enum Init {
    ZEROS,
    ONES,
    /** N(0, 0.02), the habit of image-to-image generators (DCGAN, Radford et al. 2016). */
    NORMAL_002,
    /** N(0, 0.001), for an output that must start small. */
    NORMAL_0001,
    /** N(1, 0.02), the habit's companion for the scale of a normalisation. */
    NORMAL_1_002,
    /** 0.25, where PReLU starts. */
    QUARTER,
    /** U(-b, b) with b = 1 / sqrt(fan-in), PyTorch's default for convolutions. */
    KAIMING_UNIFORM;

    Tensor draw(RandomGenerator random, long... shape) {
        float[] data = new float[Math.toIntExact(Tensor.size(shape))];
        float bound = shape.length < 2 ? 1 : (float) (1 / Math.sqrt((double) data.length / shape[0]));
        for (int i = 0; i < data.length; i++) {
            data[i] = switch (this) {
                case ZEROS -> 0;
                case ONES -> 1;
                case QUARTER -> 0.25f;
                case NORMAL_002 -> (float) random.nextGaussian(0, 0.02);
                case NORMAL_0001 -> (float) random.nextGaussian(0, 0.001);
                case NORMAL_1_002 -> (float) random.nextGaussian(1, 0.02);
                case KAIMING_UNIFORM -> random.nextFloat(-bound, bound);
            };
        }
        return new Tensor(data, Arrays.copyOf(shape, shape.length));
    }
}
