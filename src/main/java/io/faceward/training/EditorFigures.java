package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.model.AttributeClassifier;
import io.faceward.model.Edit;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well an editor edits, by a classifier that took no part in its training: every face is asked for every attribute
 * that, says the judge, it does not have, or to lose one that it has.
 */
final class EditorFigures {

    private static final int SIDE = EditorStage.FINE;

    private final TorchModule editor;
    private final TorchModule judge;
    private final TorchModule recogniser;

    /** The networks stay the caller's; the recogniser is one behind an alignment. */
    EditorFigures(TorchModule editor, TorchModule judge, TorchModule recogniser) {
        this.editor = editor;
        this.judge = judge;
        this.recogniser = recogniser;
    }

    /**
     * Means over faces and edits.
     *
     * @param success for each edit the part of the faces on which the judge finds it done, hair colours only on faces
     *     that did not have them
     * @param meanSuccess over the attributes, each the mean of its edits
     * @param identity cosine between the embeddings of the face and of its edit
     * @param cycle mean absolute difference between the face and the edit edited back, in [-1,1]
     * @param same mean absolute difference between the face and its edit to its own labels
     * @param change mean square difference between the face and its edit
     */
    record Figures(
            int faces,
            Map<String, Double> success,
            double meanSuccess,
            double identity,
            double cycle,
            double same,
            double change) {}

    Figures over(List<LabelledFace> faces) {
        Tally tally = new Tally();
        for (LabelledFace face : faces) {
            try (NDManager manager = editor.manager().newSubManager()) {
                face(manager, face, tally);
            }
        }
        return tally.figures(faces.size());
    }

    private void face(NDManager manager, LabelledFace face, Tally tally) {
        NDArray image =
                new LabelledFaces(List.of(face)).range(manager, 0, 1, SIDE).image();
        float[] before = logits(image);
        float[] labels = new float[before.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = before[i] > 0 ? 1 : 0;
        }
        NDArray own = new Tensor(labels, 1, labels.length).on(manager);
        NDArray embedding = embedding(image);
        tally.same += Distances.meanAbsolute(edited(image, own), image).getFloat();
        for (Edit edit : EditorSamples.edits(labels)) {
            int attribute = FaceAttributes.NAMES.indexOf(edit.name().replaceFirst("^not-", ""));
            boolean wanted = !edit.name().startsWith("not-");
            if (wanted == before[attribute] > 0) {
                continue;
            }
            NDArray done = edited(image, edit.condition().on(manager).expandDims(0));
            tally.done(edit.name(), wanted == logits(done)[attribute] > 0);
            tally.identity += Distances.cosine(embedding(done), embedding).getFloat();
            tally.cycle += Distances.meanAbsolute(edited(done, own), image).getFloat();
            tally.change += Distances.meanSquare(done, image).getFloat();
        }
    }

    private NDArray edited(NDArray image, NDArray condition) {
        return editor.forward(image, condition).head();
    }

    private float[] logits(NDArray image) {
        NDArray small = SIDE == AttributeClassifier.SIDE ? image : EditorDiscriminator.halved(image);
        return judge.forward(small).head().toFloatArray();
    }

    private NDArray embedding(NDArray image) {
        return CelebAlignment.embedding(recogniser, image);
    }

    private static final class Tally {

        private final Map<String, int[]> outcomes = new LinkedHashMap<>();
        private double identity;
        private double cycle;
        private double same;
        private double change;
        private int edits;

        void done(String name, boolean success) {
            int[] outcome = outcomes.computeIfAbsent(name, any -> new int[2]);
            outcome[0] += success ? 1 : 0;
            outcome[1]++;
            edits++;
        }

        Figures figures(int faces) {
            Map<String, Double> success = new LinkedHashMap<>();
            for (String attribute : FaceAttributes.NAMES) {
                for (String name : List.of(attribute, "not-" + attribute)) {
                    int[] outcome = outcomes.get(name);
                    if (outcome != null) {
                        success.put(name, (double) outcome[0] / outcome[1]);
                    }
                }
            }
            double mean = FaceAttributes.NAMES.stream()
                    .mapToDouble(attribute -> Arrays.stream(new String[] {attribute, "not-" + attribute})
                            .filter(success::containsKey)
                            .mapToDouble(success::get)
                            .average()
                            .orElse(0))
                    .average()
                    .orElse(0);
            return new Figures(faces, success, mean, identity / edits, cycle / edits, same / faces, change / edits);
        }
    }
}
