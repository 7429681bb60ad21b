package io.faceward.training;

import io.faceward.network.Tensor;
import java.util.Comparator;

/**
 * How good a generator is: first whether it shows no more than it may, then by the manipulator that it breaks least.
 *
 * @param unseen whether visibility and PSNR keep their bounds, nearly
 * @param rate the worst manipulator's calibrated DSR
 * @param ofThreshold the worst manipulator's L2_face, in parts of its threshold
 */
record Rank(boolean unseen, double rate, double ofThreshold) implements Comparable<Rank> {

    static final Rank NONE = new Rank(false, -1, -1);

    /** Dual ascent swings around a bound. */
    private static final double VISIBILITY_TOLERANCE = 1.1;

    private static final double PSNR_TOLERANCE = 0.3;

    private static final Comparator<Rank> ORDER =
            Comparator.comparing(Rank::unseen).thenComparingDouble(Rank::rate).thenComparingDouble(Rank::ofThreshold);

    static Rank of(DefenceExam.Figures figures, double visibility, double psnr) {
        DefenceExam.Reached worst = figures.worst();
        return new Rank(
                figures.visibility() <= VISIBILITY_TOLERANCE * visibility && figures.psnr() >= psnr - PSNR_TOLERANCE,
                worst.calibratedRate(),
                worst.ofThreshold());
    }

    /** As {@link #tensor} kept it. */
    static Rank of(Tensor kept) {
        return new Rank(kept.data()[0] > 0, kept.data()[1], kept.data()[2]);
    }

    Tensor tensor() {
        return new Tensor(new float[] {unseen ? 1 : 0, (float) rate, (float) ofThreshold}, 3);
    }

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
