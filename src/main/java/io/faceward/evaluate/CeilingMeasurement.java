package io.faceward.evaluate;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.face.Alignment;
import io.faceward.face.Face;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceDetector;
import io.faceward.face.Raster;
import io.faceward.face.Template;
import io.faceward.image.Decoder;
import io.faceward.image.Pixels;
import io.faceward.model.Bundle;
import io.faceward.model.Ceiling;
import io.faceward.model.Edit;
import io.faceward.model.Manipulator;
import io.faceward.model.ModelCard;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
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
import org.jspecify.annotations.Nullable;

/**
 * Measures {@link Ceiling}s: white-box projected gradient ascent on the mean square change of the edit, from a random
 * start, on the picture that the manipulator sees, in float32. Face i is given edit i, modulo their number. What became of the
 * face, and by the bundle's recogniser of the person, is measured where the ascent ends. Thread-safe.
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
        Sums sums = new Sums();
        try (TorchModule recogniser = recogniser(device);
                TorchModule module = TorchModule.load(archive, Device.fromName(device.replace(":", "")))) {
            for (Path file : photos) {
                Pixels photo = decoder.decode(Files.readAllBytes(file)).pixels();
                List<Face> found = detector.detect(photo);
                if (found.isEmpty()) {
                    continue;
                }
                Broken broken = broken(attack, module, recogniser, manipulator, photo, found.get(0), sums.faces, seed);
                measured.accept(broken.highest);
                sums.add(broken);
            }
        }
        if (sums.faces == 0) {
            throw new IOException("there is no face in the photos");
        }
        return sums.over(steps, attack.epsilon());
    }

    private @Nullable TorchModule recogniser(String device) throws IOException {
        @Nullable ModelCard card = bundle.last(ModelCard.RECOGNISER).orElse(null);
        return card == null
                ? null
                : TorchModule.load(
                        bundle.archive(card.id(), Precision.FLOAT32), Device.fromName(device.replace(":", "")));
    }

    /** What became of one face. */
    private record Broken(
            double highest, double face, @Nullable Double identity) {}

    private static final class Sums {
        private int faces;
        private double highest;
        private double face;
        private @Nullable Double identity;

        void add(Broken broken) {
            faces++;
            highest += broken.highest;
            face += broken.face;
            if (broken.identity != null) {
                identity = (identity == null ? 0 : identity) + broken.identity;
            }
        }

        Ceiling over(int steps, double epsilon) {
            return new Ceiling(
                    highest / faces, faces, steps, epsilon, face / faces, identity == null ? null : identity / faces);
        }
    }

    private static Broken broken(
            ProjectedGradient attack,
            TorchModule module,
            @Nullable TorchModule recogniser,
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
                    Tensor.noise(seed + index, attack.epsilon(), view.getShape().getShape())
                            .on(manager));
            UnaryOperator<NDArray> editor;
            if (edit.condition().data().length == 0) {
                editor = x -> module.differentiate(x).head();
            } else {
                NDArray condition = edit.condition().on(manager).expandDims(0);
                editor = x -> module.differentiate(x, condition).head();
            }
            NDArray clean = editor.apply(view);
            ProjectedGradient.Ascent ascent =
                    attack.ascend(view, start, x -> Distances.meanSquare(editor.apply(x), clean));
            Tensor before = Tensor.of(clean.squeeze(0));
            Tensor after = Tensor.of(editor.apply(ascent.picture()).squeeze(0));
            List<Point> landmarks = Alignment.inCut(Alignment.landmarks(face), Template.CELEBA, manipulator.side());
            float[] oval = new float[manipulator.side() * manipulator.side()];
            Alignment.oval(landmarks, manipulator.side(), oval, 0);
            return new Broken(
                    ascent.highest(),
                    EditDistance.meanSquare(before, after, oval),
                    recogniser == null
                            ? null
                            : EditDistance.cosine(
                                    embedding(recogniser, before, landmarks), embedding(recogniser, after, landmarks)));
        }
    }

    private static float[] embedding(TorchModule recogniser, Tensor edited, List<Point> landmarks) {
        Tensor face = Alignment.cut(Raster.of(edited), landmarks, Template.ARC_FACE, Examination.FACE_SIDE);
        try (NDManager manager = recogniser.manager().newSubManager()) {
            return recogniser.forward(face.on(manager).expandDims(0)).head().toFloatArray();
        }
    }
}
