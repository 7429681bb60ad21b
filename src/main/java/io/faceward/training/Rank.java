package io.faceward.training;

import io.faceward.network.Tensor;
import java.util.Comparator;

/**
 * How good a generator is: first whether it shows no more than it may, then by the manipulator that it breaks least.
 *
 * @param unseen whether visibility and PSNR keep their bounds, nearly
 * @param visibility see {@link io.faceward.objective.Visibility}
 * @param psnr in dB
 * @param rate the worst manipulator's calibrated DSR
 * @param ofThreshold the worst manipulator's L2_face, in parts of its threshold
 */
record Rank(boolean unseen, double visibility, double psnr, double rate, double ofThreshold)
        implements Comparable<Rank> {

    static final Rank NONE = new Rank(false, Double.MAX_VALUE, 0, -1, -1);

    /** Dual ascent swings around a bound. */
    private static final double VISIBILITY_TOLERANCE = 1.1;

    private static final double PSNR_TOLERANCE = 0.3;

    private static final Comparator<Rank> ORDER =
            Comparator.comparing(Rank::unseen).thenComparingDouble(Rank::rate).thenComparingDouble(Rank::ofThreshold);

    /**
     * What an examination found.
     *
     * @param mostVisible bound on visibility
     * @param leastPsnr bound on PSNR
     */
    static Rank of(DefenceExam.Figures figures, double mostVisible, double leastPsnr) {
        DefenceExam.Reached worst = figures.worst();
        return of(
                figures.visibility(),
                figures.psnr(),
                worst.calibratedRate(),
                worst.ofThreshold(),
                mostVisible,
                leastPsnr);
    }

    /** As {@link #tensor} kept it, by the bounds of now: a run may go on with others. */
    static Rank of(Tensor kept, double mostVisible, double leastPsnr) {
        float[] figures = kept.data();
        return of(figures[0], figures[1], figures[2], figures[3], mostVisible, leastPsnr);
    }

    private static Rank of(
            double visibility, double psnr, double rate, double ofThreshold, double mostVisible, double leastPsnr) {
        boolean unseen = visibility <= VISIBILITY_TOLERANCE * mostVisible && psnr >= leastPsnr - PSNR_TOLERANCE;
        return new Rank(unseen, visibility, psnr, rate, ofThreshold);
    }

    Tensor tensor() {
        return new Tensor(new float[] {(float) visibility, (float) psnr, (float) rate, (float) ofThreshold}, 4);
    }

    @Override
    public int compareTo(Rank other) {
        return ORDER.compare(this, other);
    }
}
