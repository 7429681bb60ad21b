package io.faceward.face;

import java.util.Arrays;

/**
 * Weights that resample one axis: output {@code i} is the sum over {@code k} of {@code weights[i * count + k]} times
 * input {@code first[i] + k}. Shrinking averages over the area that an output covers, enlarging interpolates with the
 * Catmull-Rom cubic, equal sizes copy. Immutable by convention.
 */
@SuppressWarnings("ArrayRecordComponent")
record Taps(int count, int[] first, float[] weights) {

    /**
     * Resamples {@code [start, start + from)} to {@code to} outputs. Positions outside {@code [0, length)} take the
     * nearest input inside, which replicates the edge.
     */
    static Taps of(int start, int from, int to, int length) {
        double step = (double) from / to;
        boolean shrink = from > to;
        int count = Math.min(length, shrink ? (int) Math.ceil(step) + 1 : 4);
        int[] first = new int[to];
        float[] weights = new float[to * count];
        for (int i = 0; i < to; i++) {
            double low = shrink ? start + i * step : start + (i + 0.5) * step - 0.5;
            double high = low + step;
            int begin = (int) Math.floor(low) - (shrink ? 0 : 1);
            int end = shrink ? (int) Math.ceil(high) : begin + 4;
            first[i] = Math.min(Math.max(begin, 0), length - count);
            for (int at = begin; at < end; at++) {
                double weight = shrink ? (Math.min(at + 1, high) - Math.max(at, low)) / step : cubic(at - low);
                int inside = Math.min(Math.max(at, 0), length - 1);
                weights[i * count + inside - first[i]] += (float) weight;
            }
        }
        return new Taps(count, first, weights);
    }

    /** R. Keys, Cubic convolution interpolation for digital image processing, 1981, with a = -1/2. */
    static double cubic(double distance) {
        double d = Math.abs(distance);
        return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }

    /** The same for an input without its first {@code start} values, which no weight belongs to. */
    Taps without(int start) {
        return new Taps(count, Arrays.stream(first).map(at -> at - start).toArray(), weights);
    }

    /** Output {@code i}. */
    float at(int i, float[] input) {
        int from = first[i];
        int w = i * count;
        if (count == 4) { // The cubic's case, on which large photos spend their time.
            return weights[w] * input[from]
                    + weights[w + 1] * input[from + 1]
                    + weights[w + 2] * input[from + 2]
                    + weights[w + 3] * input[from + 3];
        }
        float sum = 0;
        for (int k = 0; k < count; k++) {
            sum += weights[w + k] * input[from + k];
        }
        return sum;
    }
}
