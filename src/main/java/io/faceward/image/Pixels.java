package io.faceward.image;

/**
 * Eight-bit sRGB pixels: {@code height} rows of {@code width} interleaved R, G, B triples, no padding.
 *
 * <p>The array is not copied; whoever writes to it owns it.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param rgb exactly {@code 3 * width * height} bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Pixels(int width, int height, byte[] rgb) {

    public Pixels {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("%d bytes are no %dx%d RGB image".formatted(rgb.length, width, height));
        }
    }

    /** Pixels in the image, not samples. */
    public long count() {
        return (long) width * height;
    }
}
