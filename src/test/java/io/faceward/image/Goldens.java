package io.faceward.image;

import io.faceward.network.Tensor;

/** Images that other libraries computed. */
final class Goldens {

    private Goldens() {}

    /** From rows of pixels of bytes, {@code [H,W,3]}. */
    static Pixels pixels(Tensor levels) {
        byte[] rgb = new byte[levels.data().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) levels.data()[i];
        }
        return new Pixels((int) levels.shape()[1], (int) levels.shape()[0], rgb);
    }

    /** In grey levels; infinite when the sizes differ. */
    static double largestDifference(Pixels actual, float[] levels) {
        double largest = actual.rgb().length == levels.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(levels.length, actual.rgb().length); i++) {
            largest = Math.max(largest, Math.abs((actual.rgb()[i] & 0xFF) - levels[i]));
        }
        return largest;
    }
}
