package io.faceward.training;

import io.faceward.face.FaceDetector;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code train id-guard}: the prior perturbation and ID-Guard's generator. */
public final class IdGuardTraining {

    private IdGuardTraining() {}

    /** Trains to the last step and writes {@code id-guard.safetensors}, the prior included. */
    public static void run(IdGuardOptions options) throws IOException {
        TrainingOptions training = options.training();
        TrainingRun run = new TrainingRun(training);
        Map<String, Tensor> resumed = run.resumed();
        Path data = training.data();
        try (FaceDetector detector = Teachers.detector(data);
                TorchModule surrogate =
                        Teachers.surrogate(Safetensors.read(options.surrogate()).tensors(), training.device());
                TorchModule recogniser = Teachers.recogniser(data, training.device())) {
            Faces faces = new Faces(
                    List.of(data.resolve("faces/ffhq256/train"), data.resolve("faces/lfw250/train")), detector);
            Tensor prior = prior(options, surrogate, faces);
            try (IdGuardLesson lesson = new IdGuardLesson(options, faces, surrogate, recogniser, prior, resumed)) {
                run.run(lesson, resumed);
                new Safetensors(lesson.weights(), Map.of()).write(training.out().resolve("id-guard.safetensors"), true);
            }
        }
    }

    private static Tensor prior(IdGuardOptions options, TorchModule surrogate, Faces faces) throws IOException {
        Path file = options.training().out().resolve("prior.safetensors");
        if (!options.training().resume() || !Files.exists(file)) {
            Tensor prior = PriorPerturbation.against(
                    surrogate, faces, options.training().seed());
            new Safetensors(Map.of("prior", prior), Map.of()).write(file, true);
        }
        return Safetensors.read(file).under("prior").values().iterator().next();
    }
}
