package io.faceward.image;

import org.jspecify.annotations.Nullable;

/**
 * A decoded upload, upright, with all that is needed to write it back as it came.
 *
 * @param pixels the colours, in the colour space of the source's profile
 * @param alpha opacity, one byte per pixel in row order; {@code null} when the source has none
 * @param grey whether every pixel has equal R, G and B; such a photo is written without colour
 * @param format format of the source
 * @param quality estimated quality of the source, 1 to 100; 100 for lossless sources
 * @param metadata what else the source carries
 */
@SuppressWarnings("ArrayRecordComponent")
public record Photo(
        Pixels pixels, byte @Nullable [] alpha, boolean grey, ImageFormat format, int quality, Metadata metadata) {

    private static final int WHITE = 255;

    public Photo {
        if (alpha != null && alpha.length != pixels.count()) {
            throw new IllegalArgumentException(
                    "%d bytes of alpha for %d pixels".formatted(alpha.length, pixels.count()));
        }
    }

    /** A photo that did not come from a file: opaque, without metadata, to be written losslessly where the format can. */
    public static Photo of(Pixels pixels, ImageFormat format) {
        return new Photo(pixels, null, pixels.isGrey(0), format, 100, Metadata.NONE);
    }

    /** The colours over white where the photo is not opaque, as a JPEG of it shows them. */
    public Pixels onWhite() {
        if (alpha == null) {
            return pixels;
        }
        byte[] rgb = pixels.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            int opacity = alpha[i / 3] & 0xFF;
            rgb[i] = (byte) (((rgb[i] & 0xFF) * opacity + WHITE * (255 - opacity) + 127) / 255);
        }
        return new Pixels(pixels.width(), pixels.height(), rgb);
    }

    /** The same photo with other colours; they must be grey when the photo is, and of the same size when it has alpha. */
    public Photo with(Pixels other) {
        return new Photo(other, alpha, grey, format, quality, metadata);
    }
}
