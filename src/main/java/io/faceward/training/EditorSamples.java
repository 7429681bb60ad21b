package io.faceward.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.image.Pixels;
import io.faceward.model.Conditions;
import io.faceward.model.Edit;
import io.faceward.network.Graph;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Faces of other people with every edit: a row per face, the original first. */
final class EditorSamples {

    private static final int SIDE = EditorStage.FINE;

    private final EditorKind kind;
    private final Device device;
    private final List<LabelledFace> faces;

    EditorSamples(EditorKind kind, Device device, List<LabelledFace> faces) {
        this.kind = kind;
        this.device = device;
        this.faces = faces;
    }

    Pixels draw(Map<String, Tensor> weights) throws IOException {
        List<List<Tensor>> rows = new ArrayList<>();
        Graph graph = kind.architecture().graph(weights);
        try (TorchModule editor = TorchModule.of(graph, weights, device)) {
            for (LabelledFace face : faces) {
                rows.add(row(editor, face));
            }
        }
        return SampleSheet.of(rows);
    }

    private static List<Tensor> row(TorchModule editor, LabelledFace face) {
        List<Tensor> row = new ArrayList<>();
        try (NDManager manager = editor.manager().newSubManager()) {
            NDArray image =
                    new LabelledFaces(List.of(face)).range(manager, 0, 1, SIDE).image();
            row.add(Tensor.of(image.squeeze(0)));
            for (Edit edit : edits(face.labels())) {
                NDArray condition = edit.condition().on(manager).expandDims(0);
                row.add(Tensor.of(editor.forward(image, condition).head().squeeze(0)));
            }
        }
        return row;
    }

    /** What can be asked for on a face with these labels. */
    static List<Edit> edits(float[] labels) {
        Set<String> attributes = IntStream.range(0, labels.length)
                .filter(i -> labels[i] > 0)
                .mapToObj(FaceAttributes.NAMES::get)
                .collect(Collectors.toSet());
        return Conditions.labels(FaceAttributes.NAMES, FaceAttributes.EXCLUSIVE).edits(attributes);
    }
}
