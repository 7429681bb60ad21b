package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.model.FaceAutoencoder;
import io.faceward.network.Precision;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.TorchScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code train surrogate}: the face autoencoder M_s. */
public final class SurrogateTraining {

    private SurrogateTraining() {}

    /** Trains to the last step and writes {@code surrogate.safetensors}; answers the PSNR on held-out people in dB. */
    public static double run(TrainingOptions options) throws IOException {
        TrainingRun run = new TrainingRun(options);
        Path faces = options.data().resolve("faces");
        Faces train = new Faces(List.of(faces.resolve("ffhq256/train"), faces.resolve("lfw250/train")), 256);
        Map<String, Tensor> resumed = run.resumed();
        try (SurrogateLesson lesson = new SurrogateLesson(options, train, resumed)) {
            run.run(lesson, resumed);
            Map<String, Tensor> weights = lesson.weights();
            new Safetensors(weights, Map.of()).write(options.out().resolve("surrogate.safetensors"), true);
            Faces test = new Faces(List.of(faces.resolve("ffhq256/test"), faces.resolve("lfw250/test")), 256);
            return reconstruction(weights, test, options);
        }
    }

    /** Mean PSNR of the reconstruction over a set of faces. */
    private static double reconstruction(Map<String, Tensor> weights, Faces faces, TrainingOptions options)
            throws IOException {
        var graph = FaceAutoencoder.graph();
        double sum = 0;
        try (TorchModule surrogate =
                TorchModule.of(graph, weights, TorchScript.forInference(Precision.FLOAT32, graph), options.device())) {
            for (int i = 0; i < faces.count(); i++) {
                try (NDManager manager = surrogate.manager().newSubManager()) {
                    NDArray image = faces.range(manager, i, 1);
                    float mse = surrogate
                            .forward(image)
                            .head()
                            .sub(image)
                            .square()
                            .mean()
                            .getFloat();
                    sum += 10 * Math.log10(4 / mse);
                }
            }
        }
        return sum / faces.count();
    }
}
