package io.faceward.training;

import io.faceward.face.Similarity;
import io.faceward.image.Pixels;
import java.util.stream.IntStream;

/** The running mean of portraits that were brought to the same place. Not thread-safe. */
final class MeanPortrait {

    /** Part of a portrait's side over which it fades in, so that its border leaves no line. */
    private static final double BORDER = 0.2;

    private final int width;
    private final int height;
    private final float[] sum;
    private final float[] weight;

    MeanPortrait(int width, int height) {
        this.width = width;
        this.height = height;
        this.sum = new float[3 * width * height];
        this.weight = new float[width * height];
    }

    /** Adds a portrait; one that has to be enlarged more counts less, because it is less sharp. */
    void add(Pixels portrait, Similarity toPortrait) {
        double sharpness = Math.pow(toPortrait.scale(), 4);
        IntStream.range(0, height).parallel().forEach(y -> {
            for (int x = 0; x < width; x++) {
                add(portrait, toPortrait.x(x, y), toPortrait.y(x, y), sharpness, y * width + x);
            }
        });
    }

    private void add(Pixels portrait, double x, double y, double sharpness, int at) {
        double inside = Math.min(fade(x, portrait.width()), fade(y, portrait.height()));
        if (inside <= 0) {
            return;
        }
        int left = Math.min((int) x, portrait.width() - 2);
        int top = Math.min((int) y, portrait.height() - 2);
        float right = (float) x - left;
        float down = (float) y - top;
        int row = 3 * portrait.width();
        int start = top * row + 3 * left;
        float share = (float) (inside * sharpness);
        weight[at] += share;
        for (int channel = 0; channel < 3; channel++) {
            int i = start + channel;
            byte[] rgb = portrait.rgb();
            float above = (1 - right) * (rgb[i] & 0xff) + right * (rgb[i + 3] & 0xff);
            float below = (1 - right) * (rgb[i + row] & 0xff) + right * (rgb[i + row + 3] & 0xff);
            sum[3 * at + channel] += share * ((1 - down) * above + down * below);
        }
    }

    private static double fade(double position, int length) {
        return Math.min(1, Math.min(position, length - 1 - position) / (BORDER * length));
    }

    /** The mean in grey levels, interleaved RGB; 0 where no portrait reached. */
    float[] levels() {
        float[] levels = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            levels[i] = weight[i / 3] > 0 ? sum[i] / weight[i / 3] : 0;
        }
        return levels;
    }
}
