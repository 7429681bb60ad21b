package io.faceward.training;

import io.faceward.image.Pixels;
import java.util.Random;
import java.util.stream.IntStream;

/** Gives a mean portrait, which is soft and has no background, the look of a photo. */
final class Studio {

    private static final float[] BACKDROP = {172, 176, 178};
    private static final int BLUR = 5;
    private static final float SHARPENING = 1.6f;
    private static final float GRAIN = 2.2f;
    private static final long SEED = 20240229;

    private Studio() {}

    /** Sharpens, cuts out, sets before a backdrop, adds grain; {@code levels} are interleaved RGB grey levels. */
    static Pixels develop(float[] levels, int width, int height) {
        float[] soft = blur(levels, width, height);
        byte[] rgb = new byte[levels.length];
        Random random = new Random(SEED);
        for (int pixel = 0; pixel < width * height; pixel++) {
            int x = pixel % width;
            int y = pixel / width;
            float sitter = cutOut(x, y, width);
            float light = 1.06f - 0.16f * (float) Math.hypot(x - 0.5 * width, y - 0.42 * height) / height;
            float grain = (float) (GRAIN * random.nextGaussian());
            for (int channel = 0; channel < 3; channel++) {
                int i = 3 * pixel + channel;
                float sharp = levels[i] + SHARPENING * (levels[i] - soft[i]);
                float level = sitter * sharp + (1 - sitter) * light * BACKDROP[channel] + grain;
                rgb[i] = (byte) Math.round(Math.min(Math.max(level, 0), 255));
            }
        }
        return new Pixels(width, height, rgb);
    }

    /** 1 on the head, neck and shoulders, 0 on the background, soft in between. */
    private static float cutOut(int x, int y, int width) {
        double across = Math.abs(x - 0.5 * width);
        double head = Math.hypot(across / 235, (y - 440) / 330.0);
        double shoulders =
                Math.pow(Math.pow(across / 360, 2.6) + Math.pow(Math.max(0, 1010 - y) / 270.0, 2.6), 1 / 2.6);
        return smooth((1.12 - Math.min(head, shoulders)) / 0.24);
    }

    private static float smooth(double rise) {
        double r = Math.min(Math.max(rise, 0), 1);
        return (float) (r * r * (3 - 2 * r));
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
