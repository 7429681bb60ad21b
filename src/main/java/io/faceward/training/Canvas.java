package io.faceward.training;

import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.image.Pixels;
import java.util.ArrayList;
import java.util.List;

/** A scene in the making: snippets one over the other, and how much is still to be seen of their faces. For one thread. */
final class Canvas {

    /** Samples per pixel and axis of a picture that is shrunk, at most. */
    private static final int MOST_SAMPLES = 10;

    /** Positions per axis at which a face is looked for. */
    private static final int PROBES = 12;

    /** A face of a layer, where it lies in the scene. */
    private record Laid(Face face, int layer) {}

    /**
     * A face and the part of it, in [0,1], that is neither covered nor beyond the edge.
     */
    record Shown(Face face, double part) {}

    private final int side;
    private final byte[] rgb;
    private final int[] layers;
    private final List<Laid> laid = new ArrayList<>();
    private int count;

    Canvas(int side) {
        this.side = side;
        rgb = new byte[3 * side * side];
        layers = new int[side * side];
    }

    int side() {
        return side;
    }

    Pixels pixels() {
        return new Pixels(side, side, rgb);
    }

    /**
     * Lays a snippet over what is there.
     *
     * @param softness width of its edge in pixels of the scene
     */
    void lay(Snippet snippet, Placement placement, Tone tone, double softness) {
        count++;
        snippet.faces().forEach(face -> laid.add(new Laid(placement.forth(face), count)));
        double reach = (Math.hypot(snippet.width(), snippet.height()) * placement.scale() + softness) / 2;
        Point centre = placement.forth(snippet.centre());
        int left = (int) Math.max(0, Math.floor(centre.x() - reach));
        int top = (int) Math.max(0, Math.floor(centre.y() - reach));
        int right = (int) Math.min(side, Math.ceil(centre.x() + reach));
        int bottom = (int) Math.min(side, Math.ceil(centre.y() + reach));
        Placement.Inverse inverse = placement.inverse();
        int samples = (int) Math.min(MOST_SAMPLES, Math.max(1, Math.round(1 / placement.scale())));
        float[] colour = new float[3];
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                double x = inverse.x(column + 0.5, row + 0.5);
                double y = inverse.y(column + 0.5, row + 0.5);
                double depth = snippet.depth(x, y) * placement.scale();
                double cover = softness > 0 ? 0.5 + depth / softness : depth > 0 ? 1 : 0;
                if (cover > 0) {
                    sample(snippet.picture(), inverse, column, row, samples, colour);
                    tone.apply(colour);
                    blend(row * side + column, colour, (float) Math.min(1, cover));
                }
            }
        }
    }

    /** The mean over a pixel's area in the picture. */
    private static void sample(
            Pixels picture, Placement.Inverse inverse, int column, int row, int samples, float[] colour) {
        colour[0] = colour[1] = colour[2] = 0;
        if (samples == 1) {
            picture.sample(inverse.x(column + 0.5, row + 0.5), inverse.y(column + 0.5, row + 0.5), colour);
            return;
        }
        float weight = 1f / (samples * samples);
        for (int i = 0; i < samples * samples; i++) {
            double sceneX = column + (i % samples + 0.5) / samples;
            double sceneY = row + (i / samples + 0.5) / samples;
            int at = 3
                    * (clamp(inverse.y(sceneX, sceneY), picture.height()) * picture.width()
                            + clamp(inverse.x(sceneX, sceneY), picture.width()));
            for (int channel = 0; channel < 3; channel++) {
                colour[channel] += weight * (picture.rgb()[at + channel] & 0xff);
            }
        }
    }

    private static int clamp(double position, int length) {
        return Math.min(Math.max(0, (int) position), length - 1);
    }

    private void blend(int pixel, float[] colour, float cover) {
        for (int channel = 0; channel < 3; channel++) {
            float below = rgb[3 * pixel + channel] & 0xff;
            float level = below + cover * (colour[channel] - below);
            rgb[3 * pixel + channel] = (byte) Math.round(Math.min(255, Math.max(0, level)));
        }
        if (cover > 0.5) {
            layers[pixel] = count;
        }
    }

    /** Every face that was laid, however little of it is left. */
    List<Shown> faces() {
        return laid.stream().map(entry -> new Shown(entry.face(), part(entry))).toList();
    }

    private double part(Laid entry) {
        Face face = entry.face();
        int inside = 0;
        int seen = 0;
        for (int i = 0; i < PROBES * PROBES; i++) {
            double across = (i % PROBES + 0.5) / PROBES;
            double down = (i / PROBES + 0.5) / PROBES;
            if (Math.hypot(across - 0.5, down - 0.5) <= 0.5) {
                inside++;
                int column = (int) Math.floor(face.x() + across * face.width());
                int row = (int) Math.floor(face.y() + down * face.height());
                boolean within = column >= 0 && column < side && row >= 0 && row < side;
                seen += within && layers[row * side + column] == entry.layer() ? 1 : 0;
            }
        }
        return (double) seen / inside;
    }
}
