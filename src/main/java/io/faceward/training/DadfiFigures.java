package io.faceward.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.evaluate.EditDistance;
import io.faceward.face.Alignment;
import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.FaceProperties;
import io.faceward.face.Paste;
import io.faceward.face.Patch;
import io.faceward.face.Template;
import io.faceward.image.Fidelity;
import io.faceward.image.Pixels;
import io.faceward.model.Bundle;
import io.faceward.model.Ceiling;
import io.faceward.model.Edit;
import io.faceward.model.Manipulator;
import io.faceward.network.Precision;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What perturbations do to manipulators, on photos as a user gets them back: cropped, pasted and rounded to
 * eight bits; beside it, uniform noise within the same ε by the same way. Face i is given edit i, modulo their number. The
 * owner closes it.
 */
final class DadfiFigures implements AutoCloseable {

    /** Greatest change in grey levels of 255. */
    private static final float LEVELS = DadfiLesson.EPSILON * 127.5f;

    /**
     * Means over faces.
     *
     * @param psnr of the square around the face, in dB
     * @param ssim of that square
     * @param photoSsim of the whole photo
     * @param manipulators by their ids
     */
    record Figures(int faces, double psnr, double ssim, double photoSsim, Map<String, Disturbance> manipulators) {}

    /**
     * What became of one manipulator's edits, pictures in [-1,1].
     *
     * @param pixelDistance d_pix: mean square change
     * @param noise the same by uniform noise
     * @param maskedSuccess d_Md: share of edits whose mean square change where they change the face is above 0.05; null
     *     where none changes it
     * @param calibratedSuccess the same above the manipulator's own threshold
     * @param threshold a fifth of its ceiling, at most 0.05
     */
    record Disturbance(
            double pixelDistance,
            double noise,
            @Nullable Double maskedSuccess,
            @Nullable Double calibratedSuccess,
            double threshold) {}

    private final Map<Manipulator, TorchModule> manipulators = new LinkedHashMap<>();
    private final Bundle bundle;
    private final Crops crops = new Crops(FaceProperties.defaults());
    private final Paste paste = new Paste(FaceProperties.defaults());

    DadfiFigures(Bundle bundle, List<Manipulator> manipulators, Device device) throws IOException {
        this.bundle = bundle;
        try {
            for (Manipulator manipulator : manipulators) {
                this.manipulators.put(
                        manipulator, TorchModule.load(bundle.archive(manipulator.id(), Precision.FLOAT32), device));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Over all pictures, at least one. */
    Figures over(List<FacePicture> pictures, Defence defence, long seed) {
        Sums sums = new Sums();
        for (FacePicture picture : pictures) {
            Pixels photo = picture.pixels();
            Crop crop = crops.cut(photo, List.of(picture.face())).get(0);
            Pixels shown = with(photo, crop, defence.perturb(crop, sums.faces));
            Pixels noisy =
                    with(photo, crop, Tensor.noise(seed + sums.faces, DadfiLesson.EPSILON, 3, Crops.SIDE, Crops.SIDE));
            sums.psnr += Fidelity.psnr(crop.square().of(photo), crop.square().of(shown));
            sums.ssim += Fidelity.ssim(crop.square().of(photo), crop.square().of(shown));
            sums.photoSsim += Fidelity.ssim(photo, shown);
            manipulators.forEach((manipulator, network) -> {
                Tally tally = sums.manipulators.computeIfAbsent(manipulator.id(), id -> new Tally(threshold(id)));
                Editor editor = new Editor(manipulator, network, picture, sums.faces);
                Tensor before = editor.view(photo);
                Tensor clean = editor.edit(before);
                tally.add(before, clean, editor.edit(editor.view(shown)), editor.edit(editor.view(noisy)));
            });
            sums.faces++;
        }
        return sums.means();
    }

    private double threshold(String id) {
        return bundle.find(id).flatMap(Ceiling::of).map(Ceiling::threshold).orElse(Ceiling.PAPERS);
    }

    private Pixels with(Pixels photo, Crop crop, Tensor delta) {
        return paste.add(photo, List.of(new Patch(crop.square(), delta)), LEVELS, false);
    }

    /** A manipulator with what it is asked to do with one face. */
    private record Editor(Manipulator manipulator, TorchModule network, FacePicture picture, int index) {

        Tensor view(Pixels photo) {
            return Alignment.cut(photo, picture.face().landmarks(), Template.CELEBA, manipulator.side());
        }

        Tensor edit(Tensor view) {
            List<Edit> edits = manipulator.conditions().edits(Set.of());
            Tensor condition = edits.get(index % edits.size()).condition();
            try (NDManager manager = network.manager().newSubManager()) {
                NDArray face = view.on(manager).expandDims(0);
                NDArray edited = condition.data().length == 0
                        ? network.forward(face).head()
                        : network.forward(face, condition.on(manager).expandDims(0))
                                .head();
                return Tensor.of(edited.squeeze(0));
            }
        }
    }

    private static final class Sums {
        private int faces;
        private double psnr;
        private double ssim;
        private double photoSsim;
        private final Map<String, Tally> manipulators = new LinkedHashMap<>();

        Figures means() {
            Map<String, Disturbance> means = new LinkedHashMap<>();
            manipulators.forEach((id, tally) -> means.put(id, tally.means(faces)));
            return new Figures(faces, psnr / faces, ssim / faces, photoSsim / faces, means);
        }
    }

    private static final class Tally {
        private final double threshold;
        private double disturbed;
        private double noise;
        private int changing;
        private int broken;
        private int calibrated;

        Tally(double threshold) {
            this.threshold = threshold;
        }

        void add(Tensor before, Tensor clean, Tensor shown, Tensor noisy) {
            disturbed += EditDistance.meanSquare(clean, shown);
            noise += EditDistance.meanSquare(clean, noisy);
            OptionalDouble masked = EditDistance.masked(clean, shown, EditDistance.changeMask(before, clean));
            if (masked.isPresent()) {
                changing++;
                broken += masked.getAsDouble() > Ceiling.PAPERS ? 1 : 0;
                calibrated += masked.getAsDouble() > threshold ? 1 : 0;
            }
        }

        Disturbance means(int faces) {
            return new Disturbance(disturbed / faces, noise / faces, share(broken), share(calibrated), threshold);
        }

        private @Nullable Double share(int edits) {
            return changing == 0 ? null : (double) edits / changing;
        }
    }

    @Override
    public void close() {
        manipulators.values().forEach(TorchModule::close);
    }
}
