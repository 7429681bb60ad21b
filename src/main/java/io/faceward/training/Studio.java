package io.faceward.training;

import io.faceward.image.Pixels;
import java.util.Random;
import java.util.stream.IntStream;

/** Gives a mean portrait, whose hair, clothes and background have averaged to grey, the look of a photo. */
final class Studio {

    private static final double[] BACKDROP = {186, 191, 194};
    private static final double[] HAIR = {0.60, 0.53, 0.48};
    private static final double[] CLOTHES = {0.50, 0.62, 0.82};

    private static final double[] SKIN = {1.10, 0.98, 0.90};

    private static final double MIDDLE = 120;
    private static final double CONTRAST = 1.28;
    private static final double BRIGHTER = 14;

    private static final int BLUR = 5;
    private static final double SHARPENING = 1.7;
    private static final double GRAIN = 2;
    private static final long SEED = 20240229;

    private Studio() {}

    /** Sharpens, tints, cuts out and adds grain; {@code levels} are interleaved RGB grey levels. */
    static Pixels develop(float[] levels, int width, int height) {
        float[] soft = blur(levels, width, height);
        byte[] rgb = new byte[levels.length];
        Random random = new Random(SEED);
        for (int pixel = 0; pixel < width * height; pixel++) {
            int x = pixel % width;
            int y = pixel / width;
            Silhouette silhouette = Silhouette.at(x, y);
            double light = 1.05 - 0.22 * Math.hypot(x - 0.5 * width, y - 0.4 * height) / height;
            double grain = GRAIN * random.nextGaussian();
            for (int channel = 0; channel < 3; channel++) {
                int i = 3 * pixel + channel;
                double sharp = levels[i] + SHARPENING * silhouette.face() * (levels[i] - soft[i]);
                double sitter = (MIDDLE + CONTRAST * (sharp - MIDDLE) + BRIGHTER) * tint(silhouette, channel);
                double level = BACKDROP[channel] * light;
                level += silhouette.sitter() * (sitter - level) + grain;
                rgb[i] = (byte) Math.round(Math.min(Math.max(level, 0), 255));
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static double tint(Silhouette silhouette, int channel) {
        double hair = silhouette.hair() * (1 - silhouette.face());
        double clothes = silhouette.shoulders() * (1 - silhouette.neck()) * (1 - silhouette.face());
        double throat = silhouette.neck() * (1 - silhouette.face());
        return mix(hair, HAIR[channel]) * mix(clothes, CLOTHES[channel]) * mix(throat, SKIN[channel]);
    }

    private static double mix(double share, double factor) {
        return 1 + share * (factor - 1);
    }

    /** Three box filters along each axis come close to a Gaussian. */
    private static float[] blur(float[] levels, int width, int height) {
        float[] result = levels;
        for (int pass = 0; pass < 3; pass++) {
            result = box(result, width, height, 3, 3 * width);
            result = box(result, height, width, 3 * width, 3);
        }
        return result;
    }

    private static float[] box(float[] levels, int length, int lines, int step, int stride) {
        float[] result = new float[levels.length];
        IntStream.range(0, lines).parallel().forEach(line -> {
            for (int i = 0; i < 3 * length; i++) {
                int channel = i % 3;
                int at = i / 3;
                float sum = 0;
                for (int k = at - BLUR; k <= at + BLUR; k++) {
                    sum += levels[line * stride + Math.min(Math.max(k, 0), length - 1) * step + channel];
                }
                result[line * stride + at * step + channel] = sum / (2 * BLUR + 1);
            }
        });
        return result;
    }
}
