package io.faceward.face;

import io.faceward.image.Pixels;
import io.faceward.network.Tensor;

/**
 * What is left of a perturbation δ in a crop that is cut again out of the pasted photo: R δ Cᵀ in every channel, before
 * {@link Paste} cuts to the bound and rounds. Resampling there and back, the fading towards the edges and the lesser
 * strength in close-ups are all linear, and each axis has a matrix of its own. Immutable by convention.
 *
 * @param rows R, {@code [256,256]}
 * @param columns C, {@code [256,256]}
 */
public record RoundTrip(Tensor rows, Tensor columns) {

    private static final int SIDE = Crops.SIDE;

    /** Of a square of a photo. */
    public static RoundTrip of(Square square, Pixels photo, FaceProperties properties) {
        float strength = Layer.strength(square.side(), properties);
        return new RoundTrip(
                axis(square.y(), square.side(), photo.height(), properties.feather(), strength),
                axis(square.x(), square.side(), photo.width(), properties.feather(), 1));
    }

    private static Tensor axis(int start, int side, int length, float feather, float strength) {
        Taps there = Taps.of(0, SIDE, side, SIDE);
        Taps back = Taps.of(start, side, SIDE, length);
        float[] window = Layer.window(start, side, feather, length);
        float[] matrix = new float[SIDE * SIDE];
        for (int i = 0; i < SIDE; i++) {
            for (int k = 0; k < back.count(); k++) {
                int at = back.first()[i] + k - start;
                if (at >= 0 && at < side) {
                    float weight = strength * window[at] * back.weights()[i * back.count() + k];
                    for (int j = 0; j < there.count(); j++) {
                        matrix[SIDE * i + there.first()[at] + j] += weight * there.weights()[at * there.count() + j];
                    }
                }
            }
        }
        return new Tensor(matrix, SIDE, SIDE);
    }
}
