package io.faceward.training;

import io.faceward.model.IdGuardGenerator;
import io.faceward.model.ModelCard;
import io.faceward.model.Sha256;
import io.faceward.network.Safetensors;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code train id-guard}: the prior perturbation and ID-Guard's generator. */
public final class IdGuardTraining {

    private static final Logger LOG = LoggerFactory.getLogger(IdGuardTraining.class);

    private IdGuardTraining() {}

    /** Trains to the last step, measures on held-out people and writes the weights, the prior included, with their card. */
    public static void run(IdGuardOptions options) throws IOException {
        TrainingOptions training = options.training();
        TrainingRun run = new TrainingRun(training);
        Map<String, Tensor> resumed = run.resumed();
        Path data = training.data();
        Map<String, Tensor> surrogateWeights =
                Safetensors.read(options.surrogate()).tensors();
        Map<String, Tensor> weights;
        TrainingRun.Extent extent;
        try (TorchModule surrogate = Teachers.surrogate(surrogateWeights, training.device());
                TorchModule recogniser = Teachers.recogniser(data, training.device())) {
            Faces faces = new Faces(data, FaceFolders.TRAIN);
            Tensor prior = prior(options, surrogate, faces);
            try (IdGuardLesson lesson = new IdGuardLesson(
                    options, faces, surrogate, recogniser, prior, resumed.isEmpty() ? start(options) : resumed)) {
                extent = run.run(lesson, resumed);
                weights = lesson.weights();
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        try (Effect effect = new Effect(
                Teachers.generator(weights, training.device()),
                Teachers.surrogate(surrogateWeights, training.device()),
                Teachers.recogniser(data, training.device()))) {
            for (Path folder : FaceFolders.TEST) {
                Effect.Comparison comparison = effect.over(FacePictures.read(data, folder), training.seed());
                figures.put(folder.toString(), comparison);
                LOG.info("{}: {}", folder, comparison);
            }
        }
        new ModelFolder(training.out()).write(card(options, extent, figures), weights);
    }

    private static Map<String, Tensor> start(IdGuardOptions options) throws IOException {
        @Nullable Path start = options.start();
        return start == null ? Map.of() : Safetensors.read(start).tensors();
    }

    private static ModelCard card(IdGuardOptions options, TrainingRun.Extent extent, Map<String, Object> figures)
            throws IOException {
        TrainingOptions training = options.training();
        @Nullable Path start = options.start();
        return new ModelCard(
                "id-guard",
                "perturber",
                "id-guard-generator",
                IdGuardGenerator.served().parameterCount(),
                "",
                "Apache-2.0",
                "ID-Guard's generator with its prior perturbation, trained against the surrogate alone",
                null,
                null,
                Map.of(
                        "manipulators", List.of("surrogate"),
                        "data", FaceFolders.names(FaceFolders.TRAIN),
                        "terms", FaceFolders.TERMS,
                        "seed", training.seed(),
                        "steps", extent.steps(),
                        "minutes", extent.minutes(),
                        "start", start == null ? "random weights" : "weights of SHA-256 " + Sha256.of(start),
                        "quarterPictureSteps", options.cropSteps(),
                        "visibility", options.visibility(),
                        "batch", training.batch()),
                figures);
    }

    private static Tensor prior(IdGuardOptions options, TorchModule surrogate, Faces faces) throws IOException {
        Tensor given = start(options).get("prior");
        if (given != null) {
            return given;
        }
        Path file = options.training().out().resolve("prior.safetensors");
        if (!options.training().resume() || !Files.exists(file)) {
            Tensor prior = PriorPerturbation.against(
                    surrogate, faces, options.training().seed());
            new Safetensors(Map.of("prior", prior), Map.of()).write(file, true);
        }
        return Safetensors.read(file).under("prior").values().iterator().next();
    }
}
