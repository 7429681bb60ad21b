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
    private static final float W0 = weight(0);
    private static final float W1 = weight(1);
    private static final float W2 = weight(2);
    private static final float W3 = weight(3);
    private static final float W4 = weight(4);
    private static final float W5 = weight(5);

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
        for (int plane = 0; plane < 4; plane++) {
            filterDown(last - RADIUS, plane, vertical[plane]);
            filterAlong(vertical[plane], filtered[plane]);
        }
    }

    private void filterDown(int y, int plane, float[] to) {
        float[] row = rows[y % WINDOW][plane];
        float[] above1 = rows[(y - 1) % WINDOW][plane];
        float[] below1 = rows[(y + 1) % WINDOW][plane];
        float[] above2 = rows[(y - 2) % WINDOW][plane];
        float[] below2 = rows[(y + 2) % WINDOW][plane];
        float[] above3 = rows[(y - 3) % WINDOW][plane];
        float[] below3 = rows[(y + 3) % WINDOW][plane];
        float[] above4 = rows[(y - 4) % WINDOW][plane];
        float[] below4 = rows[(y + 4) % WINDOW][plane];
        float[] above5 = rows[(y - 5) % WINDOW][plane];
        float[] below5 = rows[(y + 5) % WINDOW][plane];
        for (int i = 0; i < to.length; i++) {
            to[i] = W0 * row[i]
                    + W1 * (above1[i] + below1[i])
                    + W2 * (above2[i] + below2[i])
                    + W3 * (above3[i] + below3[i])
                    + W4 * (above4[i] + below4[i])
                    + W5 * (above5[i] + below5[i]);
        }
    }

    private static void filterAlong(float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = W0 * from[i + 15]
                    + W1 * (from[i + 12] + from[i + 18])
                    + W2 * (from[i + 9] + from[i + 21])
                    + W3 * (from[i + 6] + from[i + 24])
                    + W4 * (from[i + 3] + from[i + 27])
                    + W5 * (from[i] + from[i + 30]);
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

    /** Of the Gaussian with sigma 1.5, normalised over the window. */
    private static float weight(int distance) {
        double sum = 0;
        for (int i = -RADIUS; i <= RADIUS; i++) {
            sum += Math.exp(-i * i / 4.5);
        }
        return (float) (Math.exp(-distance * distance / 4.5) / sum);
    }
}
