package io.faceward.image;

import java.util.Objects;

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

    /** Whether the samples of every pixel differ by no more than {@code tolerance} levels. */
    boolean isGrey(int tolerance) {
        for (int i = 0; i < rgb.length; i += 3) {
            int green = rgb[i + 1] & 0xFF;
            if (Math.abs((rgb[i] & 0xFF) - green) > tolerance || Math.abs((rgb[i + 2] & 0xFF) - green) > tolerance) {
                return false;
            }
        }
        return true;
    }

    /** Gives every pixel the level of its green. */
    void settleGrey() {
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = rgb[i + 1];
            rgb[i + 2] = rgb[i + 1];
        }
    }

    /**
     * A copy of the rectangle with its upper left corner at column {@code x}, row {@code y}.
     *
     * @throws IndexOutOfBoundsException when the rectangle is not wholly inside
     */
    public Pixels region(int x, int y, int columns, int rows) {
        Objects.checkFromIndexSize(x, columns, width);
        Objects.checkFromIndexSize(y, rows, height);
        byte[] part = new byte[3 * columns * rows];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(rgb, 3 * ((y + row) * width + x), part, 3 * row * columns, 3 * columns);
        }
        return new Pixels(columns, rows, part);
    }

    /**
     * Adds the bilinear mixture of the four pixels around a position; what lies beyond the edges repeats the edge.
     *
     * @param x from the left edge: the middle of the first pixel is 0.5
     * @param sum three channels, in levels
     */
    public void sample(double x, double y, float[] sum) {
        double across = x - 0.5;
        double down = y - 0.5;
        int left = (int) Math.floor(across);
        int top = (int) Math.floor(down);
        float right = (float) (across - left);
        float below = (float) (down - top);
        int column = 3 * Math.min(Math.max(left, 0), width - 1);
        int next = 3 * Math.min(Math.max(left + 1, 0), width - 1);
        int row = 3 * width * Math.min(Math.max(top, 0), height - 1);
        int under = 3 * width * Math.min(Math.max(top + 1, 0), height - 1);
        for (int channel = 0; channel < 3; channel++) {
            float upper =
                    (1 - right) * (rgb[row + column + channel] & 0xff) + right * (rgb[row + next + channel] & 0xff);
            float lower =
                    (1 - right) * (rgb[under + column + channel] & 0xff) + right * (rgb[under + next + channel] & 0xff);
            sum[channel] += (1 - below) * upper + below * lower;
        }
    }
}
