package io.faceward.image;

/** How far two images of the same size differ, on their 8-bit samples; thread-safe. */
public final class Fidelity {

    private Fidelity() {}

    /**
     * Peak signal-to-noise ratio in dB, {@code 10 log10(255^2 / MSE)} over all samples; positive infinity when equal.
     *
     * @throws IllegalArgumentException when the sizes differ
     */
    public static double psnr(Pixels a, Pixels b) {
        requireSameSize(a, b);
        byte[] left = a.rgb();
        byte[] right = b.rgb();
        long sum = 0;
        for (int i = 0; i < left.length; i++) {
            int difference = (left[i] & 0xFF) - (right[i] & 0xFF);
            sum += difference * difference;
        }
        return 10 * Math.log10(255.0 * 255.0 * left.length / sum);
    }

    /**
     * Structural similarity, at most 1, 1 when equal: the mean over positions and channels of
     *
     * <pre>{@code (2 ma mb + C1) (2 sab + C2) / ((ma^2 + mb^2 + C1) (sa^2 + sb^2 + C2))}</pre>
     *
     * with local means m, (co)variances s (divided by the sum of weights, not one less) under an 11x11 Gaussian window of
     * sigma 1.5, C1 = (0.01 x 255)^2, C2 = (0.03 x 255)^2; Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment:
     * from error visibility to structural similarity", IEEE TIP 13(4), 2004. The window stays inside the image; an image
     * with a side below 11 is extended by reflection first.
     *
     * @throws IllegalArgumentException when the sizes differ
     */
    public static double ssim(Pixels a, Pixels b) {
        requireSameSize(a, b);
        return StructuralSimilarity.mean(a, b);
    }

    /**
     * Largest difference of two samples in grey levels, 0 to 255.
     *
     * @throws IllegalArgumentException when the sizes differ
     */
    public static int linf(Pixels a, Pixels b) {
        requireSameSize(a, b);
        byte[] left = a.rgb();
        byte[] right = b.rgb();
        int most = 0;
        for (int i = 0; i < left.length; i++) {
            most = Math.max(most, Math.abs((left[i] & 0xFF) - (right[i] & 0xFF)));
        }
        return most;
    }

    /**
     * Squared L2 distance of the low frequencies, as GRASP and SSAH report it: {@code sum of (phi(a) - phi(b))^2} over all
     * samples in [0,1], where phi keeps the low-pass band of a one-level Haar transform, which is the mean of every 2x2
     * block; a side that is odd is extended by its last row or column. Luo et al., "Frequency-driven imperceptible
     * adversarial attack on semantic similarity", CVPR 2022. It grows with the number of pixels.
     *
     * @throws IllegalArgumentException when the sizes differ
     */
    public static double lowFrequency(Pixels a, Pixels b) {
        requireSameSize(a, b);
        double sum = 0;
        for (int y = 0; y < a.height(); y += 2) {
            for (int x = 0; x < a.width(); x += 2) {
                int inside = Math.min(2, a.height() - y) * Math.min(2, a.width() - x);
                for (int channel = 0; channel < 3; channel++) {
                    double difference = (blockMean(b, x, y, channel) - blockMean(a, x, y, channel)) / 255;
                    sum += inside * difference * difference;
                }
            }
        }
        return sum;
    }

    private static double blockMean(Pixels image, int x, int y, int channel) {
        int top = 3 * y * image.width() + channel;
        int bottom = 3 * Math.min(y + 1, image.height() - 1) * image.width() + channel;
        int left = 3 * x;
        int right = 3 * Math.min(x + 1, image.width() - 1);
        byte[] rgb = image.rgb();
        return ((rgb[top + left] & 0xFF)
                        + (rgb[top + right] & 0xFF)
                        + (rgb[bottom + left] & 0xFF)
                        + (rgb[bottom + right] & 0xFF))
                / 4.0;
    }

    private static void requireSameSize(Pixels a, Pixels b) {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new IllegalArgumentException(
                    "%dx%d against %dx%d".formatted(a.width(), a.height(), b.width(), b.height()));
        }
    }
}
