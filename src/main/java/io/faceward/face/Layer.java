package io.faceward.face;

import io.faceward.image.Pixels;
import io.faceward.problem.Problem;
import java.util.Arrays;

/**
 * One patch at the scale of the photo in grey levels, computed row by row so that no large image of floats is ever
 * held. Safe for concurrent use.
 */
final class Layer {

    private static final int SIDE = Crops.SIDE;
    private static final float LEVELS_PER_UNIT = 127.5f;
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    private final Square square;
    private final int left;
    private final int right;
    private final Taps taps;
    private final float[] rowWindow;
    private final float[] columnWindow;
    private final float[][] planes;

    /** @throws io.faceward.problem.ServiceException {@link Problem#INTERNAL} when the perturbation is unusable */
    Layer(Patch patch, FaceProperties properties, boolean grey, Pixels photo) {
        this.square = patch.square();
        this.left = Math.max(square.x(), 0);
        this.right = Math.min(square.x() + square.side(), photo.width());
        this.taps = Taps.of(0, SIDE, square.side(), SIDE);
        this.rowWindow = window(square.y(), square.side(), properties.feather(), photo.height());
        this.columnWindow = window(square.x(), square.side(), properties.feather(), photo.width());
        float strength = strength(square.side(), properties);
        for (int i = 0; i < rowWindow.length; i++) {
            rowWindow[i] *= strength;
        }
        this.planes = planes(patch, grey);
    }

    boolean visible() {
        return left < right;
    }

    /** Whether any of the photo's rows {@code [from, to)} lies inside the square. */
    boolean crosses(int from, int to) {
        return square.y() < to && square.y() + square.side() > from;
    }

    /** First column inside both the square and the photo. */
    int left() {
        return left;
    }

    /** Column after the last one inside both the square and the photo. */
    int right() {
        return right;
    }

    /**
     * Adds the perturbation of the photo's row {@code y}.
     *
     * @param sum per channel, or once where all channels get the same, a row that begins at column {@code from}
     */
    void addRow(int y, float[][] sum, int from) {
        int row = y - square.y();
        if (row < 0 || row >= square.side()) {
            return;
        }
        float[] mixed = new float[SIDE];
        for (int channel = 0; channel < planes.length; channel++) {
            mix(planes[channel], row, mixed);
            float[] target = sum[channel];
            for (int x = left; x < right; x++) {
                int column = x - square.x();
                target[x - from] += columnWindow[column] * taps.at(column, mixed);
            }
        }
    }

    private void mix(float[] plane, int row, float[] mixed) {
        Arrays.fill(mixed, 0);
        for (int k = 0; k < taps.count(); k++) {
            float weight = rowWindow[row] * taps.weights()[row * taps.count() + k];
            int start = SIDE * (taps.first()[row] + k);
            for (int i = 0; i < SIDE; i++) {
                mixed[i] += weight * plane[start + i];
            }
        }
    }

    /** Enlarged patterns are slower, and people see slower ones better: the larger the square, the less amplitude. */
    static float strength(int side, FaceProperties properties) {
        float falling = (float) properties.fullStrengthSide() / side;
        return Math.min(1, Math.max(properties.closeUpStrength(), falling));
    }

    /** Rises smoothly from the ends of a square to 1, but stays 1 towards an edge of the photo: there is no seam. */
    static float[] window(int start, int side, float feather, int length) {
        float[] window = new float[side];
        float width = feather * side;
        for (int i = 0; i < side; i++) {
            float before = start <= 0 ? width : i + 0.5f;
            float after = start + side >= length ? width : side - i - 0.5f;
            float rise = width > 0 ? Math.min(1, Math.min(before, after) / width) : 1;
            window[i] = rise * rise * (3 - 2 * rise);
        }
        return window;
    }

    private static float[][] planes(Patch patch, boolean grey) {
        float[] delta = patch.delta().data();
        if (!patch.delta().hasShape(3, SIDE, SIDE)) {
            throw Problem.INTERNAL.because("A perturbation has the wrong shape");
        }
        float[][] planes = new float[grey ? 1 : 3][SIDE * SIDE];
        for (int i = 0; i < delta.length; i++) {
            if (!Float.isFinite(delta[i])) {
                throw Problem.INTERNAL.because("A perturbation is not finite");
            }
            int channel = i / (SIDE * SIDE);
            float weight = grey ? LUMA[channel] : 1;
            planes[grey ? 0 : channel][i % (SIDE * SIDE)] += weight * LEVELS_PER_UNIT * delta[i];
        }
        return planes;
    }
}
