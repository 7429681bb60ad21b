package io.faceward.training;

import ai.djl.ndarray.NDManager;
import io.faceward.model.AttributeClassifier;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Faces without labels, labelled by a classifier. */
final class PseudoLabels {

    private PseudoLabels() {}

    /** Every face of some folders. */
    static List<LabelledFace> of(Path data, List<Path> folders, TorchModule classifier) throws IOException {
        return LabelledFace.unlabelled(data, folders).stream()
                .map(face -> labelled(face, classifier))
                .toList();
    }

    private static LabelledFace labelled(LabelledFace face, TorchModule classifier) {
        try (NDManager manager = classifier.manager().newSubManager()) {
            var picture = new LabelledFaces(List.of(face)).range(manager, 0, 1, AttributeClassifier.SIDE);
            return new LabelledFace(
                    face.face(),
                    labels(classifier.forward(picture.image()).head().toFloatArray()));
        }
    }

    /** Of the hair colours at most the surest. */
    private static float[] labels(float... logits) {
        float[] labels = new float[logits.length];
        int colour = 0;
        for (int i = 0; i < logits.length; i++) {
            if (i < FaceAttributes.HAIR_COLOURS) {
                colour = logits[i] > logits[colour] ? i : colour;
            } else {
                labels[i] = logits[i] > 0 ? 1 : 0;
            }
        }
        labels[colour] = logits[colour] > 0 ? 1 : 0;
        return labels;
    }
}
