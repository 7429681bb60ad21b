package io.faceward.image;

import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Lays labelled pictures out in rows, on white; thread-safe. It needs no fonts of the system. */
public final class Montage {

    private static final int GAP = 8;
    private static final int LABEL = 20;
    private static final int DESCENT = 6;
    private static final double FONT_SCALE = 0.4;

    /**
     * A picture with what is written above it.
     *
     * @param label ASCII; what does not fit is cut off
     */
    public record Tile(String label, Pixels picture) {}

    private Montage() {}

    /**
     * The sheet.
     *
     * @param rows at least one, none empty
     * @param side of every picture on the sheet, in pixels
     */
    public static Pixels of(List<List<Tile>> rows, int side) {
        int columns = rows.stream().mapToInt(List::size).max().orElseThrow();
        int width = GAP + columns * (side + GAP);
        int height = GAP + rows.size() * (LABEL + side + GAP);
        try (Scalar white = Scalar.all(255);
                Mat sheet = new Mat(height, width, opencv_core.CV_8UC3, white)) {
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    put(
                            rows.get(row).get(column),
                            side,
                            sheet,
                            GAP + column * (side + GAP),
                            GAP + row * (LABEL + side + GAP));
                }
            }
            return new Pixels(width, height, Codec.bytes(sheet));
        }
    }

    private static void put(Tile tile, int side, Mat sheet, int left, int top) {
        Pixels picture = Resampling.resize(tile.picture(), side, side);
        try (Mat scaled = Codec.mat(side, side, opencv_core.CV_8UC3, picture.rgb());
                Rect place = new Rect(left, top + LABEL, side, side);
                Mat target = new Mat(sheet, place);
                Rect strip = new Rect(left, top, side, LABEL);
                Mat label = new Mat(sheet, strip);
                Point at = new Point(0, LABEL - DESCENT);
                Scalar black = Scalar.all(0)) {
            scaled.copyTo(target);
            opencv_imgproc.putText(
                    label,
                    tile.label(),
                    at,
                    opencv_imgproc.FONT_HERSHEY_SIMPLEX,
                    FONT_SCALE,
                    black,
                    1,
                    opencv_imgproc.LINE_AA,
                    false);
        }
    }
}
