package io.faceward.training;

import io.faceward.face.Alignment;
import io.faceward.face.Face.Point;
import io.faceward.face.Template;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which pixels of a portrait tell who it is: brows, eyes, nose and mouth, and the heat map of a recogniser. Immutable.
 *
 * @param contour 68 landmarks in the numbering of iBUG (Sagonas et al., ICCVW 2013), in pixels of the portrait
 * @param heat rows of {@link #CELLS} values in [0,1] over the face in its place ({@link Template#ARC_FACE})
 * @param mirrored whether the heat map has to be read from right to left
 */
@SuppressWarnings("ArrayRecordComponent")
record IdentityMap(List<Point> contour, float[] heat, boolean mirrored) {

    static final int POINTS = 68;

    /** Rows and columns of a heat map. */
    static final int CELLS = 7;

    /** Points of a part, from and to. */
    private static final int[][] PARTS = {{17, 22}, {22, 27}, {36, 42}, {42, 48}, {27, 36}, {48, 60}};

    /** Width of the line around every part, by the distance between the eyes: landmarks lie inside brows and noses. */
    private static final double LINE = 0.14;

    IdentityMap(List<Point> contour, float... heat) {
        this(contour, heat, false);
    }

    /** The map of the portrait after it was moved or mirrored. */
    IdentityMap moved(UnaryOperator<Point> move, boolean mirrors) {
        return new IdentityMap(contour.stream().map(move).toList(), heat, mirrored ^ mirrors);
    }

    /**
     * Writes the binary mask, its edges softened by a pixel, in [0,1].
     *
     * @param size side of the portrait in pixels
     */
    void drawMask(int size, float[] to, int offset) {
        BufferedImage mask = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = mask.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.setStroke(
                new BasicStroke((float) (LINE * distance(36, 45)), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int[] part : PARTS) {
            Path2D outline = outline(part);
            canvas.fill(outline);
            canvas.draw(outline);
        }
        canvas.dispose();
        byte[] levels = ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < levels.length; i++) {
            to[offset + i] = (levels[i] & 0xff) / 255f;
        }
    }

    /**
     * Writes the heat map, in [0,1]; 0 beyond what the recogniser sees.
     *
     * @param landmarks the five of the portrait
     * @param size its side in pixels
     */
    void drawHeat(List<Point> landmarks, int size, float[] to, int offset) {
        Affine aligned =
                Affine.of(Alignment.grid(Template.ARC_FACE, landmarks, size)).inverse();
        for (int i = 0; i < size * size; i++) {
            float u = (2 * (i % size) + 1f) / size - 1;
            float v = (2 * (i / size) + 1f) / size - 1;
            float x = aligned.x(u, v);
            float y = aligned.y(u, v);
            to[offset + i] = Math.abs(x) > 1 || Math.abs(y) > 1 ? 0 : heat(mirrored ? -x : x, y);
        }
    }

    /** Between the cells' centres; at the rim that of the cell. */
    private float heat(float x, float y) {
        float column = place(x);
        float row = place(y);
        int left = Math.min((int) column, CELLS - 2);
        int top = Math.min((int) row, CELLS - 2);
        float right = column - left;
        float down = row - top;
        return (1 - down) * ((1 - right) * heat[top * CELLS + left] + right * heat[top * CELLS + left + 1])
                + down * ((1 - right) * heat[(top + 1) * CELLS + left] + right * heat[(top + 1) * CELLS + left + 1]);
    }

    private static float place(float coordinate) {
        return Math.min(Math.max((coordinate + 1) / 2 * CELLS - 0.5f, 0), CELLS - 1);
    }

    private Path2D outline(int... part) {
        Path2D outline = new Path2D.Float();
        outline.moveTo(contour.get(part[0]).x(), contour.get(part[0]).y());
        for (int i = part[0] + 1; i < part[1]; i++) {
            outline.lineTo(contour.get(i).x(), contour.get(i).y());
        }
        outline.closePath();
        return outline;
    }

    private double distance(int a, int b) {
        return Math.hypot(
                contour.get(a).x() - contour.get(b).x(),
                contour.get(a).y() - contour.get(b).y());
    }
}
