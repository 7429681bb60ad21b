package io.faceward.face;

import io.faceward.network.Tensor;
import java.util.stream.IntStream;

/**
 * The face of a crop, upright and in its place with a little around it, as trained generators see it. Attribute editors put
 * faces in the same place before they edit them, so that a pattern reaches each editor where it was learned; in the crop as it
 * is, with faces turned and shifted, a pattern for all faces changes edits a third as much.
 *
 * @param crop where the face is cut from
 * @param side of the aligned picture, in pixels
 * @param place from pixels of the aligned picture to pixels of the crop
 */
public record AlignedCrop(Crop crop, int side, Similarity place) {

    /** Of the aligned pictures of our own networks, in pixels: that of the bundled editors' pictures and the margin. */
    public static final int SIDE = 144;

    /** Around what editors see, in parts of its side: perturbations fade out there. */
    private static final float MARGIN = 1 / 16f;

    /** The same in parts of the side with the margin. */
    private static final double FADE = MARGIN / (1 + 2 * MARGIN);

    /** Where the landmarks are in the aligned picture. */
    public static final Template TEMPLATE = Template.CELEBA.withMargin(MARGIN);

    /** For our own networks. */
    public static AlignedCrop of(Crop crop) {
        return of(crop, SIDE);
    }

    /** @param side of the aligned picture, in pixels */
    public static AlignedCrop of(Crop crop, int side) {
        return new AlignedCrop(crop, side, TEMPLATE.to(crop.landmarks(), side));
    }

    /** {@code [3,side,side]} float32 RGB in [-1,1]. */
    public Tensor image() {
        return Alignment.cut(Raster.of(crop.image()), place, side);
    }

    /**
     * A perturbation of the aligned picture as one of the crop, interpolated with the Catmull-Rom cubic: linearly, patterns of
     * a pixel would lose half of their strength.
     *
     * @param delta {@code [3,side,side]}
     * @return {@code [3,256,256]}, 0 outside
     */
    public Tensor spread(Tensor delta) {
        Similarity back = place.inverse();
        float[] spread = new float[3 * Crops.SIDE * Crops.SIDE];
        IntStream.range(0, Crops.SIDE).parallel().forEach(row -> {
            for (int column = 0; column < Crops.SIDE; column++) {
                double x = back.x(column + 0.5, row + 0.5);
                double y = back.y(column + 0.5, row + 0.5);
                float weight = (float) (fade(x) * fade(y));
                if (weight > 0) {
                    for (int channel = 0; channel < 3; channel++) {
                        spread[(channel * Crops.SIDE + row) * Crops.SIDE + column] =
                                weight * at(delta.data(), channel, x - 0.5, y - 0.5);
                    }
                }
            }
        });
        return new Tensor(spread, 3, Crops.SIDE, Crops.SIDE);
    }

    /** Rises smoothly from 0 at the edges to 1 where editors begin to see. */
    private double fade(double position) {
        double rise = Math.min(1, Math.max(0, Math.min(position, side - position) / (FADE * side)));
        return rise * rise * (3 - 2 * rise);
    }

    /** Beyond its edges a plane is continued by them. */
    private float at(float[] planes, int channel, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double sum = 0;
        for (int row = top - 1; row < top + 3; row++) {
            double mixed = 0;
            int start = (channel * side + inside(row)) * side;
            for (int column = left - 1; column < left + 3; column++) {
                mixed += Taps.cubic(Math.abs(column - x)) * planes[start + inside(column)];
            }
            sum += Taps.cubic(Math.abs(row - y)) * mixed;
        }
        return (float) sum;
    }

    private int inside(int position) {
        return Math.min(Math.max(position, 0), side - 1);
    }
}
