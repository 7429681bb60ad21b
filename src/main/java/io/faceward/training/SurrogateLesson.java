package io.faceward.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.faceward.model.FaceAutoencoder;
import io.faceward.network.Tensor;
import io.faceward.objective.Distances;
import java.io.IOException;
import java.util.Map;

/** Teaches the surrogate M_s to reconstruct faces: mean absolute error, Adam (0.9, 0.999). */
final class SurrogateLesson implements Lesson {

    private static final float RATE = 1e-3f;

    private final TrainingOptions options;
    private final Faces faces;
    private final Trainee surrogate;

    SurrogateLesson(TrainingOptions options, Faces faces, Map<String, Tensor> resumed) throws IOException {
        this.options = options;
        this.faces = faces;
        surrogate = Trainee.start(FaceAutoencoder.graph(), options, resumed, 0.9f, 0.999f);
    }

    @Override
    public Map<String, Float> step(long step, float rate) {
        try (NDManager manager = surrogate.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray image =
                    faces.batch(manager, options.seed(), step, options.batch()).image();
            NDArray loss = Distances.meanAbsolute(surrogate.forward(image).head(), image);
            collector.backward(loss);
            surrogate.step(RATE * rate);
            return Map.of("l1", loss.getFloat());
        }
    }

    @Override
    public Map<String, Tensor> checkpoint() {
        return surrogate.checkpoint();
    }

    /** The trained weights. */
    Map<String, Tensor> weights() {
        return surrogate.weights();
    }

    @Override
    public void close() {
        surrogate.close();
    }
}
