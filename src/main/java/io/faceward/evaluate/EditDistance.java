package io.faceward.evaluate;

import io.faceward.network.Tensor;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How far two edits of a face are apart; pictures are {@code [3,H,W]}, meant to be in [-1,1]. Thread-safe. */
public final class EditDistance {

    private static final int CHANNELS = 3;

    /** Sum over the channels from which an edit counts as having changed a pixel. */
    private static final float CHANGED = 0.5f;

    private EditDistance() {}

    /** Mean of (a - b)² over everything: "L2" of disrupting-deepfakes (Ruiz et al., arXiv 2003.01279). */
    public static double meanSquare(Tensor a, Tensor b) {
        return squares(a, b, null) / a.data().length;
    }

    /**
     * Which pixels an edit changes, as CMUA masks them (Huang et al., AAAI 2022): with m the sum over the channels of
     * |M(x) - x|, 1 where m is above 0.5, 0 where it is below, and m itself where it is exactly 0.5.
     *
     * @return one value per pixel
     */
    public static float[] changeMask(Tensor x, Tensor edited) {
        int plane = x.data().length / CHANNELS;
        float[] mask = new float[plane];
        for (int i = 0; i < plane; i++) {
            float change = 0;
            for (int channel = 0; channel < CHANNELS; channel++) {
                change += Math.abs(edited.data()[channel * plane + i] - x.data()[channel * plane + i]);
            }
            mask[i] = change > CHANGED ? 1 : change < CHANGED ? 0 : change;
        }
        return mask;
    }

    /**
     * The ratio that CMUA's success rate SR_mask is decided on: {@code sum of (m (a - b))² / (3 sum of m)}.
     *
     * @return empty where the mask is, since nothing can be said then; the original code takes 0/0 for a failure
     */
    public static OptionalDouble masked(Tensor a, Tensor b, float[] mask) {
        double area = sum(mask);
        return area == 0 ? OptionalDouble.empty() : OptionalDouble.of(maskedSquares(a, b, mask) / (CHANNELS * area));
    }

    /** {@code sum of (m (a - b))²}. */
    static double maskedSquares(Tensor a, Tensor b, float[] mask) {
        float[] squared = mask.clone();
        for (int i = 0; i < squared.length; i++) {
            squared[i] *= squared[i];
        }
        return squares(a, b, squared);
    }

    /**
     * Mean of (a - b)² over a region, {@code sum of w (a - b)² / (3 sum of w)}: L2_face of ID-Guard (Qu et al., arXiv
     * 2409.13349) with the face's weights, which are not zero everywhere.
     */
    static double meanSquare(Tensor a, Tensor b, float[] weights) {
        return squares(a, b, weights) / (CHANNELS * sum(weights));
    }

    /** The cosine of the angle between two embeddings, in [-1,1]. */
    static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }

    private static double squares(Tensor a, Tensor b, float @Nullable [] weights) {
        double sum = 0;
        for (int i = 0; i < a.data().length; i++) {
            double difference = a.data()[i] - b.data()[i];
            sum += (weights == null ? 1 : weights[i % weights.length]) * difference * difference;
        }
        return sum;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
