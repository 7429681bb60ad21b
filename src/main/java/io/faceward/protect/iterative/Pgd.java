package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import io.faceward.objective.ProjectedGradient;
import io.faceward.objective.Scalar;
import io.faceward.protect.Method;

/**
 * Projected gradient ascent on the change of the edits, as "Disrupting deepfakes" (Ruiz et al., arXiv 2003.01279) has it:
 * f(x') = Σₘ MSE(M(x', c), M(x, c)) / tₘ with the threshold tₘ of each manipulator, one of its edits per step in turn. It
 * starts anywhere within the bound, since at x the gradient is zero.
 */
record Pgd(PgdProperties properties) implements Ascent {

    @Override
    public Method method() {
        return Method.PGD;
    }

    @Override
    public int steps() {
        return properties.steps();
    }

    @Override
    public NDArray run(FaceBatch faces, float bound, Steps steps) {
        return run(faces, bound, faces.noise(bound), steps);
    }

    /** @param start the first perturbation, which stays as it is */
    NDArray run(FaceBatch faces, float bound, NDArray start, Steps steps) {
        ProjectedGradient step = new ProjectedGradient(bound, properties.step() * bound, 1);
        NDArray none = start.zerosLike();
        NDArray delta = start.duplicate();
        while (steps.more()) {
            int turn = steps.done();
            NDArray before = delta;
            delta = step.ascend(none, delta, here -> disruption(faces, faces.perturbed(here), turn))
                    .picture();
            before.close();
            steps.taken();
        }
        none.close();
        return delta;
    }

    private static NDArray disruption(FaceBatch faces, NDArray x, int turn) {
        return faces.targets().stream()
                .map(target -> target.disruption(x, turn % target.edits()).sum().div(Scalar.of(target.threshold())))
                .reduce(NDArray::add)
                .orElseThrow();
    }
}
