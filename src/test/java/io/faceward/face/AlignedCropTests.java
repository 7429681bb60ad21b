package io.faceward.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.faceward.face.Face.Point;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedCropTests {

    private static final int SIDE = AlignedCrop.SIDE;

    @Test
    void aTurnedFaceIsUprightInItsPlace() {
        Crop crop = crop(0.3, 200, 210);

        AlignedCrop aligned = AlignedCrop.of(crop);

        List<Point> expected = AlignedCrop.TEMPLATE.pixels(SIDE);
        for (int i = 0; i < 5; i++) {
            Point there = crop.landmarks().get(i);
            assertThat(aligned.place().x(expected.get(i).x(), expected.get(i).y()))
                    .isCloseTo(there.x(), within(0.01));
            assertThat(aligned.place().y(expected.get(i).x(), expected.get(i).y()))
                    .isCloseTo(there.y(), within(0.01));
        }
        assertThat(aligned.image().shape()).containsExactly(3, SIDE, SIDE);
    }

    @Test
    void whatIsSpreadIsSeenWhereTheNetworkPutIt() {
        Crop crop = crop(-0.2, 220, 205);
        float[] soft = new float[3 * SIDE * SIDE];
        for (int i = 0; i < soft.length; i++) {
            int column = i % SIDE;
            int row = i / SIDE % SIDE;
            soft[i] = (float) (0.04 * Math.sin(column / 9.0) * Math.cos(row / 7.0));
        }
        AlignedCrop aligned = AlignedCrop.of(crop);

        Tensor spread = aligned.spread(new Tensor(soft, 3, SIDE, SIDE));
        Crop perturbed = new Crop(crop.face(), crop.square(), spread);
        float[] seen = AlignedCrop.of(perturbed).image().data();

        double error = 0;
        double size = 0;
        for (int row = SIDE / 4; row < 3 * SIDE / 4; row++) {
            for (int column = SIDE / 4; column < 3 * SIDE / 4; column++) {
                error += Math.abs(seen[row * SIDE + column] - soft[row * SIDE + column]);
                size += Math.abs(soft[row * SIDE + column]);
            }
        }
        // Eight bits round to a 255th.
        assertThat(error / size).isLessThan(0.15);
    }

    @Test
    void aPerturbationFadesOutTowardsTheEdges() {
        float[] flat = new float[3 * SIDE * SIDE];
        Arrays.fill(flat, 0.05f);
        AlignedCrop aligned = AlignedCrop.of(crop(0, 128, 128));

        float[] spread = aligned.spread(new Tensor(flat, 3, SIDE, SIDE)).data();

        assertThat(spread[128 * Crops.SIDE + 128]).isEqualTo(0.05f, within(1e-6f));
        double left = aligned.place().x(0, SIDE / 2.0);
        double inside = aligned.place().x(4, SIDE / 2.0);
        assertThat(spread[128 * Crops.SIDE + (int) Math.floor(left) - 1]).isZero();
        assertThat(spread[128 * Crops.SIDE + (int) inside]).isBetween(0.005f, 0.045f);
    }

    @Test
    void generatorsSeeIt() {
        assertThat(IdGuardGenerator.SIZE).isEqualTo(SIDE);
    }

    /** A face turned by an angle, at a place in a photo; the crop is grey. */
    private static Crop crop(double angle, double x, double y) {
        List<Point> landmarks = Template.CELEBA.points().stream()
                .map(p -> {
                    double u = 215 * (p.x() - 0.5);
                    double v = 215 * (p.y() - 0.6);
                    return new Point((float) (x + u * Math.cos(angle) - v * Math.sin(angle)), (float)
                            (y + u * Math.sin(angle) + v * Math.cos(angle)));
                })
                .toList();
        Face face = new Face((float) x - 55, (float) y - 70, 110, 140, 1, landmarks);
        Square square = new Square((int) x - 128, (int) y - 128, 256);
        return new Crop(face, square, new Tensor(new float[3 * 256 * 256], 3, 256, 256));
    }
}
