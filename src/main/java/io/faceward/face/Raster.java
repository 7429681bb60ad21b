package io.faceward.face;

import io.faceward.image.Pixels;
import io.faceward.network.Tensor;

/** Pictures of networks as images. */
public final class Raster {

    private Raster() {}

    /** Planes {@code [3,H,W]} in [-1,1] rounded to 8-bit pixels; what lies outside is cut off. */
    public static Pixels of(Tensor planes) {
        int plane = planes.data().length / 3;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            float level = (planes.data()[i % 3 * plane + i / 3] + 1) * 127.5f;
            rgb[i] = (byte) Math.round(Math.min(Math.max(level, 0), 255));
        }
        return new Pixels((int) planes.shape()[2], (int) planes.shape()[1], rgb);
    }
}
