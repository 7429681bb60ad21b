package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.network.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A map of the plane, (u, v) to (au + bv + c, du + ev + f), between pictures in [-1,1] from edge to edge, as {@code
 * torch.affine_grid_generator} takes it: from a cut to the picture that it is cut from. Immutable.
 */
record Affine(float a, float b, float c, float d, float e, float f) {

    static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    private static final double SHIFT = 0.08;
    private static final double ZOOM = 0.1;

    /** Half a pixel of 128 on a side of 2. */
    private static final double HALF = 1.0 / 128;

    /** Root mean squares over training faces: angle, size, and place, of a side of 2. */
    private static final double TURN = 0.055;

    private static final double SIZE = 0.036;
    private static final double PLACE = 0.02;

    /** @param grid two rows of three, as {@link io.faceward.face.Alignment#grid} answers them */
    static Affine of(float... grid) {
        return new Affine(grid[0], grid[1], grid[2], grid[3], grid[4], grid[5]);
    }

    /**
     * How carelessly another attacker may cut: shifted by up to 8 % of the side in each direction, larger or smaller by up to
     * 10 %.
     */
    static Affine careless(SplittableRandom random) {
        float zoom = (float) random.nextDouble(1 - ZOOM, 1 + ZOOM);
        // A side is 2 long.
        return new Affine(zoom, 0, (float) random.nextDouble(-2 * SHIFT, 2 * SHIFT), 0, zoom, (float)
                random.nextDouble(-2 * SHIFT, 2 * SHIFT));
    }

    /**
     * How another detector puts the same face in its place: in two of three cases as we do but for half a pixel, in the third
     * as far off as landmarks of YuNet and of ours are from each other.
     */
    static Affine elsewhere(SplittableRandom random) {
        if (random.nextInt(3) > 0) {
            return new Affine(
                    1, 0, (float) random.nextDouble(-HALF, HALF), 0, 1, (float) random.nextDouble(-HALF, HALF));
        }
        double turn = TURN * random.nextGaussian();
        double zoom = 1 + SIZE * random.nextGaussian();
        float cosine = (float) (zoom * Math.cos(turn));
        float sine = (float) (zoom * Math.sin(turn));
        return new Affine(cosine, -sine, (float) (PLACE * random.nextGaussian()), sine, cosine, (float)
                (PLACE * random.nextGaussian()));
    }

    /** This after another. */
    Affine after(Affine first) {
        return new Affine(
                a * first.a + b * first.d,
                a * first.b + b * first.e,
                x(first.c, first.f),
                d * first.a + e * first.d,
                d * first.b + e * first.e,
                y(first.c, first.f));
    }

    /** The way back. */
    Affine inverse() {
        float determinant = a * e - b * d;
        Affine turned = new Affine(e / determinant, -b / determinant, 0, -d / determinant, a / determinant, 0);
        return new Affine(turned.a, turned.b, -turned.x(c, f), turned.d, turned.e, -turned.y(c, f));
    }

    float x(float u, float v) {
        return a * u + b * v + c;
    }

    float y(float u, float v) {
        return d * u + e * v + f;
    }

    /** One for each picture, {@code [N,2,3]}. */
    static NDArray on(NDManager manager, List<Affine> maps) {
        float[] grids = new float[6 * maps.size()];
        for (int i = 0; i < maps.size(); i++) {
            Affine map = maps.get(i);
            System.arraycopy(new float[] {map.a, map.b, map.c, map.d, map.e, map.f}, 0, grids, 6 * i, 6);
        }
        return new Tensor(grids, maps.size(), 2, 3).on(manager);
    }
}
