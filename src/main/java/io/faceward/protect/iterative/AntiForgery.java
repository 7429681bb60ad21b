package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.objective.Cielab;
import io.faceward.objective.Gradient;
import io.faceward.protect.Method;

/**
 * Anti-Forgery (Wang et al., IJCAI 2022, arXiv 2206.00477): Adam (Kingma and Ba 2015) on the colour, but not the
 * lightness, of CIELAB. x' = rgb(L, a + 110 p₁, b + 110 p₂) with |p| ≤ limit; maximised is
 * Σₘ MSE(M(x', c), M(x, c)), one edit of each manipulator per step in turn.
 *
 * <p>Other than the original it stays within sRGB and within the bound on R, G and B, which a limit in CIELAB does not
 * imply, and answers what its last step reached. Adam moves a value by about {@code rate} per step, so that the limit is
 * reached only from limit/rate steps on.
 */
record AntiForgery(AntiForgeryProperties properties) implements Ascent {

    private static final float UNIT = 110;
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final float EPSILON = 1e-8f;

    @Override
    public Method method() {
        return Method.ANTI_FORGERY;
    }

    @Override
    public int steps() {
        return properties.steps();
    }

    @Override
    public NDArray run(FaceBatch faces, float bound, Steps steps) {
        return run(faces, bound, faces.noise(properties.rate()), steps);
    }

    /** @param start p before the first step */
    NDArray run(FaceBatch faces, float bound, NDArray start, Steps steps) {
        NDManager owner = faces.pictures().getManager();
        NDArray lab = Cielab.of(faces.pictures());
        NDArray p = start.duplicate();
        NDArray mean = p.zerosLike();
        NDArray variance = p.zerosLike();
        while (steps.more()) {
            int turn = steps.done();
            try (NDManager scratch = owner.newSubManager()) {
                NDArray here = p.duplicate();
                here.attach(scratch);
                NDArray gradient = Gradient.of(here, q -> loss(faces, moved(q, lab, faces.pictures(), bound), turn))
                        .gradient();
                mean.muli(BETA_1).addi(gradient.mul(1 - BETA_1));
                variance.muli(BETA_2).addi(gradient.square().mul(1 - BETA_2));
                double meanShare = 1 - Math.pow(BETA_1, turn + 1);
                double varianceShare = 1 - Math.pow(BETA_2, turn + 1);
                p.subi(step(mean.div(meanShare), variance.div(varianceShare), scratch));
            }
            steps.taken();
        }
        return moved(p, lab, faces.pictures(), bound);
    }

    private NDArray step(NDArray mean, NDArray variance, NDManager scratch) {
        mean.attach(scratch);
        variance.attach(scratch);
        return mean.mul(properties.rate()).div(variance.sqrt().add(EPSILON));
    }

    private static NDArray loss(FaceBatch faces, NDArray delta, int turn) {
        NDArray x = faces.perturbed(delta);
        return faces.targets().stream()
                .map(target -> target.disruption(x, turn % target.edits()).sum())
                .reduce(NDArray::add)
                .orElseThrow()
                .neg();
    }

    /** x' - x; everything on the way belongs to the manager of p. */
    private NDArray moved(NDArray p, NDArray lab, NDArray x, float bound) {
        NDArray colour = p.getManager().create(new float[] {0, UNIT, UNIT}, new Shape(1, 3, 1, 1));
        NDArray moved =
                p.clip(-properties.limit(), properties.limit()).mul(colour).add(lab);
        return Cielab.toRgb(moved).sub(x).clip(-bound, bound);
    }
}
