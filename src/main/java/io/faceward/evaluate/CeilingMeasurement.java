package io.faceward.evaluate;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.face.Alignment;
import io.faceward.face.Face;
import io.faceward.face.FaceDetector;
import io.faceward.face.Template;
import io.faceward.image.Decoder;
import io.faceward.image.Pixels;
import io.faceward.model.Bundle;
import io.faceward.model.Ceiling;
import io.faceward.model.Edit;
import io.faceward.model.Manipulator;
import io.faceward.network.Precision;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import io.faceward.objective.ProjectedGradient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;

/**
 * Measures {@link Ceiling}s: white-box projected gradient ascent on the mean square change of the edit, from a random
 * start, on the picture that the manipulator sees, in float32. Face i is given edit i, modulo their number. Thread-safe.
 */
public final class CeilingMeasurement {

    private final Bundle bundle;
    private final FaceDetector detector;
    private final Decoder decoder;

    CeilingMeasurement(Bundle bundle, FaceDetector detector, Decoder decoder) {
        this.bundle = bundle;
        this.detector = detector;
        this.decoder = decoder;
    }

    /**
     * The ceiling of a manipulator.
     *
     * @param photos the test set; those without a face are left out
     * @param steps of the ascent
     * @param device {@code cpu} or {@code gpu:0}
     * @param measured is told what each face adds
     * @throws IOException when a photo or the model cannot be read, or no photo has a face
     */
    public Ceiling of(
            Manipulator manipulator, List<Path> photos, int steps, long seed, String device, DoubleConsumer measured)
            throws IOException {
        ProjectedGradient attack = ProjectedGradient.of(steps);
        Path archive = bundle.archive(manipulator.id(), Precision.FLOAT32);
        double sum = 0;
        int faces = 0;
        try (TorchModule module = TorchModule.load(archive, Device.fromName(device.replace(":", "")))) {
            for (Path file : photos) {
                Pixels photo = decoder.decode(Files.readAllBytes(file)).pixels();
                List<Face> found = detector.detect(photo);
                if (found.isEmpty()) {
                    continue;
                }
                double highest = highest(attack, module, manipulator, photo, found.get(0), faces, seed + faces);
                measured.accept(highest);
                sum += highest;
                faces++;
            }
        }
        if (faces == 0) {
            throw new IOException("there is no face in the photos");
        }
        return new Ceiling(sum / faces, faces, steps, attack.epsilon());
    }

    private static double highest(
            ProjectedGradient attack,
            TorchModule module,
            Manipulator manipulator,
            Pixels photo,
            Face face,
            int index,
            long seed) {
        List<Edit> edits = manipulator.conditions().edits(Set.of());
        Edit edit = edits.get(index % edits.size());
        try (NDManager manager = module.manager().newSubManager()) {
            NDArray view = Alignment.cut(photo, Alignment.landmarks(face), Template.CELEBA, manipulator.side())
                    .on(manager)
                    .expandDims(0);
            NDArray start = view.add(
                    UniformNoise.of(seed, attack.epsilon(), view.getShape().getShape())
                            .on(manager));
            NDArray clean;
            UnaryOperator<NDArray> disruption;
            if (edit.condition().data().length == 0) {
                clean = module.forward(view).head().duplicate();
                disruption = x -> Distances.meanSquare(module.differentiate(x).head(), clean);
            } else {
                NDArray condition = edit.condition().on(manager).expandDims(0);
                clean = module.forward(view, condition).head().duplicate();
                disruption = x ->
                        Distances.meanSquare(module.differentiate(x, condition).head(), clean);
            }
            return attack.ascend(view, start, disruption).highest();
        }
    }
}
