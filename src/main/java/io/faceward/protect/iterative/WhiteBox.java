package io.faceward.protect.iterative;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.model.Bundle;
import io.faceward.model.Edit;
import io.faceward.model.Manipulator;
import io.faceward.network.Graph;
import io.faceward.network.Precision;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import io.faceward.network.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A manipulator M that gradients pass through, behind the alignment that puts a face where M expects it. Thread-safe; the
 * owner closes it.
 *
 * @param view cuts the face out of the crop
 */
public record WhiteBox(Manipulator manipulator, TorchModule network, TorchModule view) implements AutoCloseable {

    /**
     * Pixels of a crop that a face in its place spans, 210 to 232 of 256 on the test sets: each gets a sample, so that none is
     * missed.
     */
    private static final int SPAN = 256;

    static WhiteBox load(Bundle bundle, Manipulator manipulator, Precision precision, Device device)
            throws IOException {
        return of(manipulator, TorchModule.load(bundle.archive(manipulator.id(), precision), device), device);
    }

    /**
     * One that answers the features in its middle, too, where the model has them. In float32: perturbations in training begin
     * near zero, where the change of an edit drowns in the rounding of bfloat16.
     */
    public static WhiteBox loadWithFeatures(Bundle bundle, Manipulator manipulator, Device device) throws IOException {
        Path archive;
        try {
            archive = bundle.archiveWithFeatures(manipulator.id(), Precision.FLOAT32);
        } catch (UnsupportedOperationException without) {
            archive = bundle.archive(manipulator.id(), Precision.FLOAT32);
        }
        return of(manipulator, TorchModule.load(archive, device), device);
    }

    /** A manipulator that is loaded already and belongs to the white box from now on. */
    public static WhiteBox of(Manipulator manipulator, TorchModule network, Device device) throws IOException {
        try {
            Graph view = view(manipulator.side());
            return new WhiteBox(
                    manipulator,
                    network,
                    TorchModule.of(view, Map.of(), TorchScript.forInference(Precision.FLOAT32, view), device));
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** {@code [N,C,H,W]} and where the faces are, {@code [N,2,3]}, to {@code [N,C,side,side]}, averaged over areas. */
    private static Graph view(int side) {
        int samples = (SPAN + side - 1) / side;
        Graph graph = new Graph();
        Value picture = graph.input("picture");
        Value where = graph.input("where");
        Value grid = graph.expression(
                "torch.affine_grid_generator($0, [torch.size($1, 0), torch.size($1, 1), %d, %d], False)"
                        .formatted(side * samples, side * samples),
                where,
                picture);
        Value fine = graph.expression("torch.grid_sampler($0, $1, 0, 1, False)", picture, grid);
        return graph.outputs(graph.expression(
                "torch.avg_pool2d($0, [%d, %d], [%d, %d], [0, 0], False, True, None)"
                        .formatted(samples, samples, samples, samples),
                fine));
    }

    /** The memory of its device. */
    public NDManager manager() {
        return network.manager();
    }

    /**
     * What the manipulator makes of faces.
     *
     * @param crops {@code [N,3,H,W]} in [-1,1]
     * @param where {@code [N,2,3]}, see {@link io.faceward.face.Alignment#grid}
     * @param condition {@code [N,K]}; K is 0 for a manipulator that takes none
     */
    public NDArray edit(NDArray crops, NDArray where, NDArray condition) {
        return answer(view(crops, where), condition).head();
    }

    /**
     * Cuts faces out of crops, averaged over areas; differentiable.
     *
     * @param crops {@code [N,C,H,W]}
     * @return {@code [N,C,side,side]}
     */
    public NDArray view(NDArray crops, NDArray where) {
        return view.differentiate(crops, where).head();
    }

    /**
     * What the manipulator makes of faces in their place: the edits and, if it was loaded with them, its features;
     * differentiable.
     */
    public NDList answer(NDArray faces, NDArray condition) {
        return condition.isEmpty() ? network.differentiate(faces) : network.differentiate(faces, condition);
    }

    /** The same edit for each of some faces, {@code [N,K]}. */
    public static NDArray repeated(Edit edit, NDArray faces) {
        int n = (int) faces.getShape().get(0);
        int length = edit.condition().data().length;
        float[] rows = new float[n * length];
        for (int i = 0; i < n; i++) {
            System.arraycopy(edit.condition().data(), 0, rows, i * length, length);
        }
        return faces.getManager().create(rows, new Shape(n, length));
    }

    @Override
    public void close() {
        view.close();
        network.close();
    }
}
