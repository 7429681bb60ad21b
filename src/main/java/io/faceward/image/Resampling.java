package io.faceward.image;

import java.util.stream.IntStream;

/**
 * Enlarges and shrinks with a triangle filter that widens as it shrinks, which is Pillow's and PyTorch's antialiased
 * bilinear filter; near the edges the weights inside are raised to a sum of one. Thread-safe.
 */
public final class Resampling {

    private Resampling() {}

    /** The image in another size, both sides at least 1. */
    public static Pixels resize(Pixels image, int width, int height) {
        Taps rows = Taps.of(image.height(), height);
        Taps columns = Taps.of(image.width(), width);
        byte[] rgb = new byte[3 * width * height];
        IntStream.range(0, height).parallel().forEach(y -> {
            float[] mixed = new float[3 * image.width()];
            for (int k = 0; k < rows.count(); k++) {
                float weight = rows.weights()[y * rows.count() + k];
                int at = 3 * image.width() * (rows.first()[y] + k);
                for (int i = 0; i < mixed.length; i++) {
                    mixed[i] += weight * (image.rgb()[at + i] & 0xFF);
                }
            }
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * width + x) + channel] = (byte) Math.round(columns.mix(x, mixed, channel));
                }
            }
        });
        return new Pixels(width, height, rgb);
    }

    /** Output {@code i} is the sum over k of {@code weights[i * count + k]} times input {@code first[i] + k}. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Taps(int count, int[] first, float[] weights) {

        static Taps of(int from, int to) {
            double step = (double) from / to;
            double reach = Math.max(step, 1);
            int count = Math.min(from, (int) Math.ceil(reach) * 2 + 1);
            int[] first = new int[to];
            float[] weights = new float[to * count];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * step - 0.5;
                first[i] = Math.min(Math.max((int) Math.ceil(centre - reach), 0), from - count);
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    sum += triangle((first[i] + k - centre) / reach);
                }
                for (int k = 0; k < count; k++) {
                    weights[i * count + k] = (float) (triangle((first[i] + k - centre) / reach) / sum);
                }
            }
            return new Taps(count, first, weights);
        }

        private static double triangle(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }

        float mix(int i, float[] row, int channel) {
            float sum = 0;
            for (int k = 0; k < count; k++) {
                sum += weights[i * count + k] * row[3 * (first[i] + k) + channel];
            }
            return sum;
        }
    }
}
