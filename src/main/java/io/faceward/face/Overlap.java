package io.faceward.face;

import io.faceward.image.Pixels;
import java.util.List;

/** Where squares of one photo overlap, the perturbations of their faces add up. */
public final class Overlap {

    private Overlap() {}

    /**
     * How much noise there is in a square beside its own, if the perturbations of all faces are as strong: Σⱼ Σₚ wⱼ(p)² /
     * Σₚ w(p)² over the pixels p of the square, w being what {@link Paste} fades perturbations by. 1 is for one that no other
     * overlaps.
     *
     * @param all squares of the photo, this one included
     */
    public static double crowding(Square square, List<Square> all, Pixels photo, FaceProperties properties) {
        double own = energy(square, square, photo, properties);
        return all.stream()
                        .mapToDouble(other -> energy(other, square, photo, properties))
                        .sum()
                / own;
    }

    private static double energy(Square of, Square in, Pixels photo, FaceProperties properties) {
        float feather = properties.feather();
        double strength = Layer.strength(of.side(), properties);
        return strength
                * strength
                * energy(of.x(), of.side(), in.x(), in.x() + in.side(), feather, photo.width())
                * energy(of.y(), of.side(), in.y(), in.y() + in.side(), feather, photo.height());
    }

    /** Along one axis, between two lines of the photo. */
    private static double energy(int start, int side, int from, int to, float feather, int length) {
        float[] window = Layer.window(start, side, feather, length);
        double energy = 0;
        for (int i = Math.max(start, Math.max(from, 0)); i < Math.min(start + side, Math.min(to, length)); i++) {
            energy += window[i - start] * window[i - start];
        }
        return energy;
    }
}
