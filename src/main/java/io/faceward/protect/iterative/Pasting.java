package io.faceward.protect.iterative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.RoundTrip;
import io.faceward.network.Tensor;
import io.faceward.objective.Luma;
import java.util.List;
import java.util.function.Function;

/**
 * What pasting leaves of the perturbations of a batch: {@code R δ Cᵀ} for each face, see {@link RoundTrip}. The arrays
 * belong to the manager of the faces.
 *
 * @param rows R of each, {@code [N,1,H,H]}
 * @param columns C of each, {@code [N,1,W,W]}
 * @param grey whether all channels get the luma of the perturbation
 */
record Pasting(NDArray rows, NDArray columns, boolean grey) {

    static Pasting of(List<RoundTrip> trips, boolean grey, NDManager manager) {
        return new Pasting(stacked(trips, RoundTrip::rows, manager), stacked(trips, RoundTrip::columns, manager), grey);
    }

    private static NDArray stacked(List<RoundTrip> trips, Function<RoundTrip, Tensor> axis, NDManager manager) {
        int side = (int) axis.apply(trips.get(0)).shape()[0];
        float[] values = new float[trips.size() * side * side];
        for (int i = 0; i < trips.size(); i++) {
            System.arraycopy(axis.apply(trips.get(i)).data(), 0, values, i * side * side, side * side);
        }
        return manager.create(values, new Shape(trips.size(), 1, side, side));
    }

    /** Of perturbations {@code [N,3,H,W]}; differentiable, in their manager. */
    NDArray of(NDArray delta) {
        // A view belongs to the manager of what it shows, which lives longer than the perturbation.
        try (NDArray transposed = columns.transpose(0, 1, 3, 2)) {
            return product(rows, grey ? Luma.inEach(delta) : delta, transposed);
        }
    }

    /** The adjoint: the gradient with respect to a perturbation from that with respect to what is left of it. */
    NDArray back(NDArray gradient) {
        try (NDArray transposed = rows.transpose(0, 1, 3, 2)) {
            NDArray left = product(transposed, gradient, columns);
            return grey ? Luma.inEachBack(left) : left;
        }
    }

    private static NDArray product(NDArray rows, NDArray x, NDArray columns) {
        NDArray product = rows.matMul(x.matMul(columns));
        product.attach(x.getManager());
        return product;
    }
}
