package io.faceward.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.correlation.Covariance;

/**
 * The Fréchet distance of two sets of features taken as normal distributions: {@code |m1 - m2|² + Tr(S1 + S2 - 2 (S1
 * S2)^½)} with means m and covariances S (Heusel et al., NeurIPS 2017). Here the features are the recogniser's embeddings
 * of edited faces, so that it tells how far the edited faces have moved as a set; it is not the FID of papers, which takes
 * those of Inception.
 *
 * @param distance of the sets
 * @param images in the smaller set
 * @param indicative whether there are too few images for the covariance to have full rank, which makes the figure too high
 *     and not comparable with those of other sizes
 */
public record Frechet(double distance, int images, boolean indicative) {

    /** With fewer images than this the figure says more about their number than about the distance. */
    static final int LEAST = 32;

    /** The distance of two sets of embeddings of the same length; empty for too few of them. */
    public static Optional<Frechet> of(List<float[]> a, List<float[]> b) {
        int images = Math.min(a.size(), b.size());
        if (images < LEAST) {
            return Optional.empty();
        }
        RealMatrix first = rows(a);
        RealMatrix second = rows(b);
        RealMatrix s1 = new Covariance(first).getCovarianceMatrix();
        RealMatrix s2 = new Covariance(second).getCovarianceMatrix();
        double means = 0;
        for (int i = 0; i < first.getColumnDimension(); i++) {
            double difference = Arrays.stream(first.getColumn(i)).average().orElseThrow()
                    - Arrays.stream(second.getColumn(i)).average().orElseThrow();
            means += difference * difference;
        }
        double distance = means + s1.getTrace() + s2.getTrace() - 2 * traceOfRoot(s1, s2);
        return Optional.of(new Frechet(Math.max(0, distance), images, images <= first.getColumnDimension()));
    }

    /** Tr((S1 S2)^½), by the eigenvalues of the symmetric S1^½ S2 S1^½, which are those of S1 S2. */
    private static double traceOfRoot(RealMatrix s1, RealMatrix s2) {
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(s1);
        RealMatrix vectors = eigen.getV();
        double[] roots = Arrays.stream(eigen.getEigenvalues())
                .map(value -> Math.sqrt(Math.max(0, value)))
                .toArray();
        RealMatrix root =
                vectors.multiply(MatrixUtils.createRealDiagonalMatrix(roots)).multiplyTransposed(vectors);
        RealMatrix product = root.multiply(s2).multiply(root);
        RealMatrix symmetric = product.add(product.transpose()).scalarMultiply(0.5);
        return Arrays.stream(new EigenDecompositionSymmetric(symmetric).getEigenvalues())
                .map(value -> Math.sqrt(Math.max(0, value)))
                .sum();
    }

    private static RealMatrix rows(List<float[]> features) {
        return new Array2DRowRealMatrix(
                features.stream()
                        .map(row -> {
                            double[] exact = new double[row.length];
                            Arrays.setAll(exact, i -> row[i]);
                            return exact;
                        })
                        .toArray(double[][]::new),
                false);
    }
}
