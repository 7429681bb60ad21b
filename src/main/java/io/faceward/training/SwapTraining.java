package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.model.Conditions;
import io.faceward.model.FaceSwap;
import io.faceward.model.ModelCard;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code train swap}: the face swap to four people. */
public final class SwapTraining {

    private static final Logger LOG = LoggerFactory.getLogger(SwapTraining.class);

    /** Every so many-th photo of a person is kept for measuring. */
    private static final int HELD_OUT = 6;

    private SwapTraining() {}

    /** Trains to the end, measures whose face comes out on people whom no training saw and writes the weights with their card. */
    public static void run(TrainingOptions options) throws IOException {
        Path data = options.data();
        List<LabelledFaces> persons = new ArrayList<>();
        List<LabelledFaces> kept = new ArrayList<>();
        for (Path folder : FaceFolders.SWAP) {
            List<LabelledFace> train = new ArrayList<>();
            List<LabelledFace> held = new ArrayList<>();
            for (LabelledFace face : LabelledFace.unlabelled(data, List.of(folder))) {
                ((train.size() + held.size()) % HELD_OUT == HELD_OUT - 1 ? held : train).add(face);
            }
            persons.add(new LabelledFaces(train));
            kept.add(new LabelledFaces(held));
        }
        TrainingRun run = new TrainingRun(options);
        Map<String, Tensor> resumed = run.resumed();
        Map<String, Tensor> weights;
        TrainingRun.Extent extent;
        try (SwapLesson lesson = new SwapLesson(options, persons, everybody(data), run.beginning(resumed))) {
            extent = run.run(lesson, resumed);
            weights = lesson.weights();
        }
        Map<String, Object> figures = measure(options, weights, kept);
        LOG.info("{}", figures);
        new ModelFolder(options.out()).write(card(options, extent, persons.size(), figures), weights);
    }

    private static LabelledFaces everybody(Path data) throws IOException {
        List<LabelledFace> faces = new ArrayList<>(CelebA.training(data));
        faces.addAll(LabelledFace.unlabelled(data, FaceFolders.TRAIN));
        return new LabelledFaces(faces);
    }

    /** Identity of the swapped faces, beside those of the person to become and of the person before. */
    private static Map<String, Object> measure(
            TrainingOptions options, Map<String, Tensor> weights, List<LabelledFaces> kept) throws IOException {
        List<LabelledFace> others = LabelledFace.unlabelled(options.data(), FaceFolders.TEST);
        Graph graph = FaceSwap.everyone(kept.size());
        Map<String, Object> figures = new LinkedHashMap<>();
        try (TorchModule swap = TorchModule.of(graph, weights, options.device());
                TorchModule recogniser = Teachers.recogniser(options.data(), options.device());
                NDManager manager = swap.manager().newSubManager()) {
            double towards = 0;
            double before = 0;
            for (int person = 0; person < kept.size(); person++) {
                NDArray image = kept.get(person)
                        .range(manager, 0, kept.get(person).faces().size(), FaceSwap.SIDE)
                        .image();
                NDArray own = CelebAlignment.embedding(recogniser, image).mean(new int[] {0}, true);
                own = own.div(own.norm());
                figures.put(
                        "restored%d".formatted(person),
                        Distances.meanAbsolute(swap.forward(image).get(person), image)
                                .getFloat());
                for (LabelledFace other : others) {
                    try (NDManager step = manager.newSubManager()) {
                        NDArray face = new LabelledFaces(List.of(other))
                                .range(step, 0, 1, FaceSwap.SIDE)
                                .image();
                        NDArray swapped = CelebAlignment.embedding(
                                recogniser, swap.forward(face).get(person));
                        towards += Distances.cosine(swapped, own).getFloat();
                        before += Distances.cosine(swapped, CelebAlignment.embedding(recogniser, face))
                                .getFloat();
                    }
                }
            }
            figures.put("faces", others.size());
            figures.put("identityOfPerson", towards / others.size() / kept.size());
            figures.put("identityOfOriginal", before / others.size() / kept.size());
        }
        return figures;
    }

    private static ModelCard card(
            TrainingOptions options, TrainingRun.Extent extent, int persons, Map<String, Object> figures)
            throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            names.add("person-" + (char) ('a' + i));
        }
        return new ModelCard(
                "face-swap",
                "manipulator",
                "face-swap",
                FaceSwap.everyone(persons).parameterCount(),
                "",
                "Apache-2.0",
                "Puts the face of one of four people in the place of the face: a shared encoder, a decoder each",
                FaceSwap.SIDE,
                new Conditions(Conditions.Kind.STYLES, names, List.of(), 0, 1, Map.of()),
                extent.provenance(
                        options,
                        Stream.of(FaceFolders.SWAP, FaceFolders.EVERYBODY)
                                .flatMap(folders -> FaceFolders.names(folders).stream())
                                .toList(),
                        CelebA.TERMS + "; " + FaceFolders.TERMS),
                figures);
    }
}
