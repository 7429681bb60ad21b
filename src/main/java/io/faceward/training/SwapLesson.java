package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.faceward.image.Pixels;
import io.faceward.model.FaceSwap;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.Upload;
import io.faceward.objective.Distances;
import io.faceward.objective.Scalar;
import io.faceward.objective.StructuralSimilarity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Teaches the face swap: each decoder to restore one person's distorted faces; a first decoder restores everybody's, so
 * that the encoder learns from all faces, and is left out in the end. Each face has a light of its own, which its code has
 * to tell. Mean absolute error and structural dissimilarity under the oval that is laid over the picture, Adam (0.5, 0.999)
 * at 5e-4.
 */
final class SwapLesson implements Lesson {

    private static final float RATE = 5e-4f;
    private static final float DISSIMILARITY = 0.5f;
    private static final int SAMPLES = 4;
    private static final String MEAN = "mean.";
    private static final NDIndex WINDOW = new NDIndex(":,:,%d:%d,%d:%d"
            .formatted(FaceSwap.TOP, FaceSwap.TOP + FaceSwap.WINDOW, FaceSwap.LEFT, FaceSwap.LEFT + FaceSwap.WINDOW));

    private static final Tensor OVAL = FaceSwap.oval();

    /** Decoder of everybody, behind those of the persons. */
    private final int everybody;

    private final TrainingOptions options;

    /** Of each person, and of everybody. */
    private final List<LabelledFaces> faces;

    private final Trainee network;
    private final RunningMean mean;

    /** @param persons faces of each person to become */
    SwapLesson(
            TrainingOptions options, List<LabelledFaces> persons, LabelledFaces everybody, Map<String, Tensor> resumed)
            throws IOException {
        this.options = options;
        this.everybody = persons.size();
        faces = new ArrayList<>(persons);
        faces.add(everybody);
        network = Trainee.start(FaceSwap.trained(faces.size()), options, resumed, 0.5f, 0.999f);
        mean = network.runningMean(States.below(resumed, MEAN));
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        var random = new SplittableRandom(options.seed() * 1_000_003 + step);
        int n = options.batch();
        int size = 3 * FaceSwap.SIDE * FaceSwap.SIDE;
        Map<String, Float> figures = new LinkedHashMap<>();
        try (NDManager manager = network.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            float[] whole = new float[faces.size() * n * size];
            float[] warped = new float[whole.length];
            for (int i = 0; i < faces.size() * n; i++) {
                List<LabelledFace> own = faces.get(i % faces.size()).faces();
                own.get(random.nextInt(own.size())).face().jittered(random, FaceSwap.SIDE, whole, i * size);
                Tone.random(random).applyToPlanes(whole, i * size, FaceSwap.SIDE * FaceSwap.SIDE);
                new Warp(random).apply(whole, i * size, FaceSwap.SIDE, warped);
            }
            Shape face = new Shape(3, FaceSwap.SIDE, FaceSwap.SIDE);
            NDArray targets = Upload.floats(manager, whole, new Shape(n, faces.size()).addAll(face));
            NDList decoded =
                    network.forward(Upload.floats(manager, warped, new Shape((long) n * faces.size()).addAll(face)));
            NDArray oval = OVAL.on(manager).get(WINDOW);
            NDArray part = oval.mean();
            NDArray loss = manager.create(0f);
            for (int person = 0; person < faces.size(); person++) {
                NDArray target = targets.get(":,{}", person).get(WINDOW);
                NDArray restored = target.add(decoded.get(person).sub(target).mul(oval));
                NDArray difference = Distances.meanAbsolute(restored, target).div(part);
                loss = loss.add(difference)
                        .add(StructuralSimilarity.of(restored, target)
                                .neg()
                                .add(1)
                                .div(part)
                                .mul(Scalar.of(DISSIMILARITY)));
                figures.put(person == everybody ? "everybody" : "person" + person, difference.getFloat());
            }
            collector.backward(loss);
            network.step(RATE * rate);
            mean.step();
            figures.put("loss", loss.getFloat());
        }
        return figures;
    }

    /** Some of everybody's faces, and what each decoder makes of them. */
    @Override
    public Pixels sample() throws IOException {
        Graph graph = FaceSwap.everyone(faces.size());
        List<List<Tensor>> rows = new ArrayList<>();
        try (TorchModule swap = TorchModule.of(graph, served(), options.device());
                NDManager manager = swap.manager().newSubManager()) {
            for (int i = 0; i < faces.size() * SAMPLES; i++) {
                LabelledFaces own = faces.get(i / SAMPLES);
                int index = i % SAMPLES * 11 % own.faces().size();
                NDArray image =
                        own.range(manager, index, index + 1, FaceSwap.SIDE).image();
                List<Tensor> row = new ArrayList<>(List.of(Tensor.of(image.squeeze(0))));
                swap.forward(image).forEach(face -> row.add(Tensor.of(face.squeeze(0))));
                rows.add(row);
            }
        }
        return SampleSheet.of(rows);
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        Map<String, Tensor> state = network.checkpoint();
        States.put(state, MEAN, mean.checkpoint());
        return state;
    }

    /** The trained weights, without everybody's decoder. */
    Map<String, Tensor> weights() {
        Map<String, Tensor> weights = served();
        weights.keySet().removeIf(name -> name.startsWith("decoder." + everybody + "."));
        return weights;
    }

    private Map<String, Tensor> served() {
        Map<String, Tensor> weights = mean.weights();
        weights.put(FaceSwap.OVAL, OVAL);
        return weights;
    }

    @Override
    public void close() {
        network.close();
    }
}
