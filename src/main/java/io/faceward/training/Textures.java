package io.faceward.training;

import io.faceward.image.Pixels;
import java.util.SplittableRandom;

/** Pictures of nothing: gradients, grain of every size, stripes, checks, in the colours of rooms or of skin. */
final class Textures {

    private static final int SIDE = 96;
    private static final int OCTAVES = 5;

    private Textures() {}

    static Pixels random(SplittableRandom random) {
        float[] from = colour(random);
        float[] to = colour(random);
        float[] pattern =
                switch (random.nextInt(4)) {
                    case 0 -> gradient(random);
                    case 1 -> stripes(random, false);
                    case 2 -> stripes(random, true);
                    default -> grain(random);
                };
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < rgb.length; i++) {
            float share = Math.min(1, Math.max(0, pattern[i / 3]));
            rgb[i] = (byte) Math.round(from[i % 3] + share * (to[i % 3] - from[i % 3]));
        }
        return new Pixels(SIDE, SIDE, rgb);
    }

    /** Every second time that of skin, from dark to light. */
    private static float[] colour(SplittableRandom random) {
        if (random.nextBoolean()) {
            float light = (float) random.nextDouble(60, 250);
            return new float[] {
                light, light * (float) random.nextDouble(0.6, 0.85), light * (float) random.nextDouble(0.4, 0.75)
            };
        }
        return new float[] {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
    }

    private static float[] gradient(SplittableRandom random) {
        double across = random.nextDouble(-1, 1);
        double down = random.nextDouble(-1, 1);
        double round = random.nextDouble(0, 2);
        float[] pattern = new float[SIDE * SIDE];
        for (int i = 0; i < pattern.length; i++) {
            double x = (i % SIDE) / (double) SIDE - 0.5;
            double y = (double) (i / SIDE) / SIDE - 0.5;
            pattern[i] = (float) (0.5 + across * x + down * y - round * Math.hypot(x, y));
        }
        return pattern;
    }

    private static float[] stripes(SplittableRandom random, boolean crossed) {
        double turn = random.nextDouble(Math.PI);
        double first = random.nextDouble(0.1, 1.5);
        double second = crossed ? random.nextDouble(0.1, 1.5) : 0;
        double edge = random.nextDouble(0.6, 6);
        float[] pattern = new float[SIDE * SIDE];
        for (int i = 0; i < pattern.length; i++) {
            double x = Math.cos(turn) * (i % SIDE) + Math.sin(turn) * (i / SIDE);
            double y = Math.cos(turn) * (i / SIDE) - Math.sin(turn) * (i % SIDE);
            pattern[i] = (float) (0.5 + edge / 2 * Math.cos(first * x) * Math.cos(second * y));
        }
        return pattern;
    }

    /** Random values on ever finer grids, smoothly joined, each grid with a weight of its own. */
    private static float[] grain(SplittableRandom random) {
        float[] pattern = new float[SIDE * SIDE];
        java.util.Arrays.fill(pattern, 0.5f);
        for (int octave = 0; octave < OCTAVES; octave++) {
            int cells = 2 << octave;
            float weight = (float) random.nextDouble(0.7);
            float[] grid = new float[(cells + 1) * (cells + 1)];
            for (int i = 0; i < grid.length; i++) {
                grid[i] = (float) random.nextDouble(-1, 1);
            }
            for (int i = 0; i < pattern.length; i++) {
                pattern[i] += weight
                        * between(grid, cells, (i % SIDE) * cells / (float) SIDE, (i / SIDE) * cells / (float) SIDE);
            }
        }
        return pattern;
    }

    private static float between(float[] grid, int cells, float x, float y) {
        int column = (int) x;
        int row = (int) y;
        float right = x - column;
        float below = y - row;
        int at = row * (cells + 1) + column;
        float upper = grid[at] + right * (grid[at + 1] - grid[at]);
        float lower = grid[at + cells + 1] + right * (grid[at + cells + 2] - grid[at + cells + 1]);
        return upper + below * (lower - upper);
    }
}
