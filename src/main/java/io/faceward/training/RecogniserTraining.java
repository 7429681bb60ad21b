package io.faceward.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.faceward.model.FusedFaceNet;
import io.faceward.model.ModelCard;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code train recogniser}: the identity embedding. */
public final class RecogniserTraining {

    private static final Logger LOG = LoggerFactory.getLogger(RecogniserTraining.class);

    private RecogniserTraining() {}

    /** Trains to the end, measures on people whom no training saw and writes the weights with their card. */
    public static void run(TrainingOptions options) throws IOException {
        TrainingRun run = new TrainingRun(options);
        Map<String, Tensor> resumed = run.resumed();
        try (TorchModule teacher = Teachers.embeddingWithMaps(options);
                TorchModule second = Teachers.secondEmbedding(options)) {
            Map<String, Tensor> weights;
            TrainingRun.Extent extent;
            IdentityFaces faces = new IdentityFaces(options.data());
            LOG.info("{} faces", faces.count());
            try (RecogniserLesson lesson =
                    new RecogniserLesson(options, faces, teacher, second, run.beginning(resumed))) {
                extent = run.run(lesson, resumed);
                weights = lesson.weights();
            }
            Map<String, Object> figures = measure(options, weights, teacher);
            LOG.info("{}", figures);
            new ModelFolder(options.out()).write(card(options, extent, figures), weights);
        }
    }

    private static Map<String, Object> measure(
            TrainingOptions options, Map<String, Tensor> weights, TorchModule teacher) throws IOException {
        VerificationPairs pairs = new VerificationPairs(options.data());
        Graph graph = FusedFaceNet.graph();
        Map<String, Object> figures = new LinkedHashMap<>();
        try (TorchModule student = TorchModule.of(graph, weights, options.device())) {
            List<float[]> own = embeddings(student, pairs.faces(), false);
            List<float[]> taught = embeddings(teacher, pairs.faces(), false);
            figures.put("pairAccuracy", pairs.accuracy(own, embeddings(student, pairs.faces(), true)));
            figures.put("pairAccuracyOfTeacher", pairs.accuracy(taught, embeddings(teacher, pairs.faces(), true)));
            double agreement = 0;
            for (int i = 0; i < own.size(); i++) {
                agreement += VerificationPairs.cosine(own.get(i), taught.get(i)) / own.size();
            }
            figures.put("agreementWithTeacher", agreement);
            figures.put("faces", own.size());
        }
        return figures;
    }

    private static List<float[]> embeddings(TorchModule recogniser, List<AlignedFace> faces, boolean mirrored) {
        List<float[]> embeddings = new ArrayList<>();
        int side = IdentityFaces.SIDE;
        for (AlignedFace face : faces) {
            float[] image = new float[3 * side * side];
            face.planar(0, 0, face.side(), mirrored, side, image, 0);
            try (NDManager manager = recogniser.manager().newSubManager()) {
                NDList answers = recogniser.forward(new Tensor(image, 1, 3, side, side).on(manager));
                // A teacher answers its maps before.
                embeddings.add(answers.get(answers.size() - 1).toFloatArray());
            }
        }
        return embeddings;
    }

    private static ModelCard card(TrainingOptions options, TrainingRun.Extent extent, Map<String, Object> figures)
            throws IOException {
        Map<String, Object> how = extent.provenance(
                options, FaceFolders.names(FaceFolders.EVERYBODY), CelebA.TERMS + "; " + FaceFolders.TERMS);
        how.put("teachers", List.of("mobilefacenet_relu6_ms1m", "mobilefacenet_prelu_casia"));
        return new ModelCard(
                "recogniser",
                "recogniser",
                "fused-face-net",
                FusedFaceNet.graph().parameterCount(),
                "",
                "Apache-2.0",
                "Identity embedding of an aligned face, distilled from two teachers",
                null,
                null,
                how,
                figures);
    }
}
