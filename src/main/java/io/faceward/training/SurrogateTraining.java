package io.faceward.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.model.FaceAutoencoder;
import io.faceward.model.ModelCard;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code train surrogate}: the face autoencoder M_s. */
public final class SurrogateTraining {

    private SurrogateTraining() {}

    /** Trains to the last step and writes the weights with their card; answers the PSNR on held-out people in dB. */
    public static double run(TrainingOptions options) throws IOException {
        TrainingRun run = new TrainingRun(options);
        Map<String, Tensor> resumed = run.resumed();
        Path data = options.data();
        try (SurrogateLesson lesson =
                new SurrogateLesson(options, Faces.whole(data, FaceFolders.TRAIN), run.beginning(resumed))) {
            TrainingRun.Extent extent = run.run(lesson, resumed);
            Map<String, Tensor> weights = lesson.weights();
            Faces test = Faces.whole(data, FaceFolders.TEST);
            double psnr = reconstruction(weights, test, options.device());
            new ModelFolder(options.out()).write(card(options, extent, psnr, test.count()), weights);
            return psnr;
        }
    }

    private static ModelCard card(TrainingOptions options, TrainingRun.Extent extent, double psnr, int faces)
            throws IOException {
        return new ModelCard(
                "surrogate",
                "manipulator",
                "face-autoencoder",
                FaceAutoencoder.graph().parameterCount(),
                "",
                "Apache-2.0",
                "Face autoencoder M_s: stands in for the manipulators that ID-Guard is trained against",
                256,
                null,
                extent.provenance(options, FaceFolders.names(FaceFolders.TRAIN), FaceFolders.TERMS),
                Map.of("testFaces", faces, "reconstructionPsnrDb", Math.round(psnr * 100) / 100.0));
    }

    /** Mean PSNR of the reconstruction over a set of faces, in dB. */
    private static double reconstruction(Map<String, Tensor> weights, Faces faces, Device device) throws IOException {
        double sum = 0;
        try (TorchModule surrogate = Teachers.surrogate(weights, device)) {
            for (int i = 0; i < faces.count(); i++) {
                try (NDManager manager = surrogate.manager().newSubManager()) {
                    NDArray image =
                            Faces.batch(manager, List.of(faces.portrait(i))).image();
                    NDArray reconstruction = surrogate.forward(image).head();
                    sum += 10
                            * Math.log10(4
                                    / Distances.meanSquare(reconstruction, image)
                                            .getFloat());
                }
            }
        }
        return sum / faces.count();
    }
}
