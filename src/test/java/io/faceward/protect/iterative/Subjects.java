package io.faceward.protect.iterative;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.face.Raster;
import io.faceward.face.RoundTrip;
import io.faceward.image.Fidelity;
import io.faceward.image.Pixels;
import io.faceward.inference.Deadline;
import io.faceward.model.Conditions;
import io.faceward.model.Golden;
import io.faceward.model.Manipulator;
import io.faceward.model.StarGan;
import io.faceward.network.Graph;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import io.faceward.network.Value;
import io.faceward.protect.Progress;
import io.faceward.protect.Proof;
import io.faceward.protect.Quality;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Small manipulators, and faces for them. */
final class Subjects {

    private static final int SIDE = 64;

    private Subjects() {}

    /** The StarGAN of the goldens, without an alignment, asked for the rows of conditions. */
    static WhiteBox starGan(Tensor conditions) throws IOException {
        return starGan(conditions, Precision.FLOAT32);
    }

    static WhiteBox starGan(Tensor conditions, Precision precision) throws IOException {
        Golden network = Golden.of("02_stargan_generator.safetensors");
        Graph graph = new StarGan().graph(network.weights());
        TorchModule module =
                TorchModule.of(graph, network.weights(), TorchScript.forInference(precision, graph), Device.cpu());
        return new WhiteBox(new Manipulator("stargan", SIDE, styles(conditions)), module, identity());
    }

    /** M(x) = 4 x² behind an alignment: what it makes of a face changes most where the face is brightest. */
    static WhiteBox square() throws IOException {
        Graph graph = new Graph();
        Value x = graph.input("picture");
        graph.outputs(graph.expression("torch.mul(torch.mul($0, $1), 4.)", x, x));
        return WhiteBox.of(new Manipulator("square", SIDE, Conditions.NONE), module(graph), Device.cpu());
    }

    /** Faces that fill their crops. */
    static NDArray everywhere(NDArray pictures) {
        int faces = (int) pictures.getShape().get(0);
        float[] grids = new float[6 * faces];
        for (int i = 0; i < faces; i++) {
            grids[6 * i] = 1;
            grids[6 * i + 4] = 1;
        }
        return pictures.getManager().create(grids, new Shape(faces, 2, 3));
    }

    /** Pictures of waves, each another one, {@code [N,3,64,64]}. */
    static NDArray pictures(NDManager manager, int... which) {
        float[] data = new float[which.length * 3 * SIDE * SIDE];
        for (int i = 0; i < data.length; i++) {
            int picture = which[i / (3 * SIDE * SIDE)];
            int row = i / SIDE % SIDE;
            int column = i % SIDE;
            data[i] = (float) (0.6 * Math.sin(0.2 * (picture + 1) * row) * Math.cos(0.13 * column) + 0.2);
        }
        return manager.create(data, new Shape(which.length, 3, SIDE, SIDE));
    }

    /** Pasted without loss and saved in whole grey levels. */
    static FaceBatch batch(WhiteBox box, NDArray pictures, float threshold, Long... seeds) {
        return new FaceBatch(
                pictures,
                List.of(Target.of(box, everywhere(pictures), pictures, threshold)),
                Pasting.of(Collections.nCopies(seeds.length, lossless(pictures)), false, pictures.getManager()),
                IntStream.range(0, seeds.length)
                        .mapToObj(i -> proof(Tensor.of(pictures.get(i))))
                        .toList(),
                Collections.nCopies(seeds.length, 1.0),
                List.of(seeds),
                null);
    }

    private static Function<Tensor, Proof.Print> proof(Tensor picture) {
        return delta -> print(picture, delta);
    }

    private static RoundTrip lossless(NDArray pictures) {
        int side = (int) pictures.getShape().get(3);
        float[] diagonal = new float[side * side];
        for (int i = 0; i < side; i++) {
            diagonal[i * (side + 1)] = 1;
        }
        Tensor identity = new Tensor(diagonal, side, side);
        return new RoundTrip(identity, identity);
    }

    /** The face in whole grey levels, with and without a perturbation. */
    static Proof.Print print(Tensor picture, Tensor delta) {
        float[] after = picture.data().clone();
        for (int i = 0; i < after.length; i++) {
            after[i] += delta.data()[i];
        }
        Pixels original = Raster.of(picture);
        Pixels saved = Raster.of(new Tensor(after, picture.shape()));
        float[] levels = new float[after.length];
        int plane = levels.length / 3;
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (saved.rgb()[3 * (i % plane) + i / plane] & 0xff) / 127.5f - 1;
        }
        return new Proof.Print(
                new Tensor(levels, picture.shape()),
                new Quality(
                        Fidelity.psnr(original, saved),
                        Fidelity.ssim(original, saved),
                        Fidelity.linf(original, saved)));
    }

    /** So many steps without any other end. */
    static Steps steps(int total) {
        return new Steps(total, Deadline.after(Duration.ofMinutes(5)), () -> false, Progress.SILENT);
    }

    private static Conditions styles(Tensor conditions) {
        int length = (int) conditions.shape()[1];
        Map<String, List<Float>> styles = new LinkedHashMap<>();
        for (int i = 0; i < conditions.shape()[0]; i++) {
            List<Float> style = new ArrayList<>();
            for (float value : Arrays.copyOfRange(conditions.data(), i * length, (i + 1) * length)) {
                style.add(value);
            }
            styles.put("style-" + i, style);
        }
        return new Conditions(Conditions.Kind.STYLES, List.copyOf(styles.keySet()), List.of(), 0, 1, styles);
    }

    private static TorchModule identity() throws IOException {
        Graph graph = new Graph();
        Value picture = graph.input("picture");
        graph.input("where");
        return module(graph.outputs(graph.expression("torch.mul($0, 1.)", picture)));
    }

    private static TorchModule module(Graph graph) throws IOException {
        return TorchModule.of(graph, Map.of(), TorchScript.forInference(Precision.FLOAT32, graph), Device.cpu());
    }
}
