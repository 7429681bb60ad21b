package io.faceward.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.faceward.network.Graph;
import io.faceward.network.TorchModule;
import io.faceward.network.Upload;
import io.faceward.network.Value;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random shifts, turns, zooms, brightness and contrast, each picture its own, differentiable in the pictures. A
 * discriminator or classifier that sees every picture through it cannot learn the pictures by heart (Zhao et al.,
 * NeurIPS 2020). The owner closes it.
 */
final class Augmentation implements AutoCloseable {

    private final TorchModule module;

    Augmentation(Device device) throws IOException {
        Graph graph = new Graph();
        Value picture = graph.input("picture");
        Value where = graph.input("where");
        Value light = graph.input("light");
        Value grid = graph.expression(
                "torch.affine_grid_generator($0, [torch.size($1, 0), torch.size($1, 1), torch.size($1, 2),"
                        + " torch.size($1, 3)], False)",
                where,
                picture);
        Value moved = graph.expression("torch.grid_sampler($0, $1, 0, 1, False)", picture, grid);
        Value contrast = graph.expression("torch.mul($0, torch.slice($1, 1, 0, 1))", moved, light);
        graph.outputs(graph.expression("torch.add($0, torch.slice($1, 1, 1, 2))", contrast, light));
        module = TorchModule.of(graph, Map.of(), device);
    }

    /** @param pictures {@code [N,3,S,S]}; beyond their edges the edge is repeated */
    NDArray apply(NDArray pictures, SplittableRandom random) {
        int n = (int) pictures.getShape().get(0);
        float[] where = new float[6 * n];
        float[] light = new float[2 * n];
        for (int i = 0; i < n; i++) {
            double angle = random.nextDouble(-0.12, 0.12);
            double zoom = random.nextDouble(0.88, 1.06);
            where[6 * i] = (float) (zoom * Math.cos(angle));
            where[6 * i + 1] = (float) (-zoom * Math.sin(angle));
            where[6 * i + 2] = (float) random.nextDouble(-0.08, 0.08);
            where[6 * i + 3] = (float) (zoom * Math.sin(angle));
            where[6 * i + 4] = (float) (zoom * Math.cos(angle));
            where[6 * i + 5] = (float) random.nextDouble(-0.08, 0.08);
            light[2 * i] = (float) random.nextDouble(0.85, 1.15);
            light[2 * i + 1] = (float) random.nextDouble(-0.12, 0.12);
        }
        var manager = pictures.getManager();
        return module.differentiate(
                        pictures,
                        Upload.floats(manager, where, new Shape(n, 2, 3)),
                        Upload.floats(manager, light, new Shape(n, 2, 1, 1)))
                .head();
    }

    @Override
    public void close() {
        module.close();
    }
}
