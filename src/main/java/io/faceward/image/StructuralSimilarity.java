package io.faceward.image;

/**
 * One pass of {@link Fidelity#ssim} over the rows.
 *
 * <p>For samples a and b the filter runs over s = a + b, d = a - b and their squares, which hold all that the formula
 * needs in four planes rather than five: 2ab = (s^2 - d^2) / 2 and a^2 + b^2 = (s^2 + d^2) / 2. Only the eleven rows under
 * the window are held, and the inner loops run over whole rows, so that the compiler vectorises them. Samples are
 * centred at zero to spare float precision.
 */
final class StructuralSimilarity {

    private static final int RADIUS = 5;
    private static final int WINDOW = 2 * RADIUS + 1;
    private static final float C1 = (float) (0.01 * 255 * 0.01 * 255);
    private static final float C2 = (float) (0.03 * 255 * 0.03 * 255);
    private static final float CENTRE = 128;
    private static final float[] WEIGHTS = gaussian(1.5);

    private final Pixels a;
    private final Pixels b;
    private final int samples;
    private final int rowSamples;
    /** Eleven rows each of s, d, s^2, d^2. */
    private final float[][][] rows;

    private final float[][] vertical;
    private final float[][] filtered;

    private StructuralSimilarity(Pixels a, Pixels b) {
        this.a = a;
        this.b = b;
        rowSamples = 3 * a.width();
        samples = rowSamples - 3 * 2 * RADIUS;
        rows = new float[WINDOW][4][rowSamples];
        vertical = new float[4][rowSamples];
        filtered = new float[4][samples];
    }

    static double mean(Pixels a, Pixels b) {
        if (a.width() < WINDOW || a.height() < WINDOW) {
            return mean(reflected(a), reflected(b));
        }
        return new StructuralSimilarity(a, b).mean();
    }

    private double mean() {
        double sum = 0;
        for (int y = 0; y < a.height(); y++) {
            load(y);
            if (y >= WINDOW - 1) {
                filter(y);
                sum += sumOfRow();
            }
        }
        return sum / ((double) samples * (a.height() - 2 * RADIUS));
    }

    private void load(int y) {
        float[][] row = rows[y % WINDOW];
        byte[] left = a.rgb();
        byte[] right = b.rgb();
        int at = y * rowSamples;
        for (int x = 0; x < rowSamples; x++) {
            float p = (left[at + x] & 0xFF) - CENTRE;
            float q = (right[at + x] & 0xFF) - CENTRE;
            row[0][x] = p + q;
            row[1][x] = p - q;
            row[2][x] = (p + q) * (p + q);
            row[3][x] = (p - q) * (p - q);
        }
    }

    private void filter(int last) {
        int middle = last - RADIUS;
        for (int plane = 0; plane < 4; plane++) {
            scale(rows[middle % WINDOW][plane], WEIGHTS[RADIUS], vertical[plane]);
            for (int k = 1; k <= RADIUS; k++) {
                addPair(
                        rows[(middle - k) % WINDOW][plane],
                        0,
                        rows[(middle + k) % WINDOW][plane],
                        0,
                        WEIGHTS[RADIUS + k],
                        vertical[plane]);
            }
            System.arraycopy(vertical[plane], 3 * RADIUS, filtered[plane], 0, samples);
            scale(filtered[plane], WEIGHTS[RADIUS], filtered[plane]);
            for (int k = 1; k <= RADIUS; k++) {
                addPair(
                        vertical[plane],
                        3 * (RADIUS - k),
                        vertical[plane],
                        3 * (RADIUS + k),
                        WEIGHTS[RADIUS + k],
                        filtered[plane]);
            }
        }
    }

    private static void scale(float[] from, float weight, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = weight * from[i];
        }
    }

    private static void addPair(float[] one, int oneFrom, float[] two, int twoFrom, float weight, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += weight * (one[oneFrom + i] + two[twoFrom + i]);
        }
    }

    private double sumOfRow() {
        float[] s = filtered[0];
        float[] d = filtered[1];
        float[] ss = filtered[2];
        float[] dd = filtered[3];
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            float sum2 = s[i] * s[i];
            float difference2 = d[i] * d[i];
            float uncentred = s[i] + 2 * CENTRE;
            float mean2 = uncentred * uncentred;
            float covariance = (ss[i] - sum2 - (dd[i] - difference2)) / 2;
            float variances = (ss[i] - sum2 + (dd[i] - difference2)) / 2;
            sum += ((mean2 - difference2) / 2 + C1)
                    * (covariance + C2)
                    / (((mean2 + difference2) / 2 + C1) * (variances + C2));
        }
        return sum;
    }

    private static Pixels reflected(Pixels image) {
        int width = image.width() + 2 * RADIUS;
        int height = image.height() + 2 * RADIUS;
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = 3 * (mirror(y - RADIUS, image.height()) * image.width() + mirror(x - RADIUS, image.width()));
                System.arraycopy(image.rgb(), from, rgb, 3 * (y * width + x), 3);
            }
        }
        return new Pixels(width, height, rgb);
    }

    /** Reflection with the edge sample repeated, as often as needed. */
    private static int mirror(int at, int size) {
        int period = Math.floorMod(at, 2 * size);
        return period < size ? period : 2 * size - 1 - period;
    }

    private static float[] gaussian(double sigma) {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            weights[i] = Math.exp(-(i - RADIUS) * (i - RADIUS) / (2 * sigma * sigma));
            sum += weights[i];
        }
        float[] normalised = new float[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            normalised[i] = (float) (weights[i] / sum);
        }
        return normalised;
    }
}
