package io.faceward.image;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Disturbs images at random; the same seed gives the same image. Thread-safe. */
public final class Noise {

    private Noise() {}

    /** Adds independent Gaussian noise of standard deviation {@code sigma}, in grey levels, to every sample. */
    public static Pixels gaussian(Pixels image, double sigma, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            long level = Math.round((rgb[i] & 0xFF) + random.nextGaussian(0, sigma));
            rgb[i] = (byte) Math.min(Math.max(level, 0), 255);
        }
        return new Pixels(image.width(), image.height(), rgb);
    }

    /** Makes a share of the pixels black or white, as many of the one as of the other. */
    public static Pixels saltAndPepper(Pixels image, double share, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < rgb.length; i += 3) {
            double drawn = random.nextDouble();
            if (drawn < share) {
                byte level = (byte) (drawn < share / 2 ? 0 : 255);
                rgb[i] = rgb[i + 1] = rgb[i + 2] = level;
            }
        }
        return new Pixels(image.width(), image.height(), rgb);
    }
}
