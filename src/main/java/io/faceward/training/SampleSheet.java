package io.faceward.training;

import io.faceward.face.Raster;
import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import java.util.Arrays;
import java.util.List;

/** Pictures in rows and columns. */
final class SampleSheet {

    private static final int GAP = 2;
    private static final byte PAPER = (byte) 255;

    private SampleSheet() {}

    /** @param rows each of as many pictures {@code [3,S,S]} in [-1,1], all of one size; what lies outside is cut off */
    static Pixels of(List<List<Tensor>> rows) {
        int side = (int) rows.get(0).get(0).shape()[1];
        int step = side + GAP;
        int width = rows.get(0).size() * step - GAP;
        int height = rows.size() * step - GAP;
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, PAPER);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                int corner = row * step * width + column * step;
                paint(Raster.of(rows.get(row).get(column)), rgb, corner, width);
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static void paint(Pixels picture, byte[] rgb, int corner, int width) {
        for (int row = 0; row < picture.height(); row++) {
            int from = 3 * row * picture.width();
            System.arraycopy(picture.rgb(), from, rgb, 3 * (corner + row * width), 3 * picture.width());
        }
    }
}
