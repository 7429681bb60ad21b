package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.faceward.evaluate.Example;
import io.faceward.evaluate.Rule;
import io.faceward.evaluate.Treatment;
import io.faceward.face.Alignment;
import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Face.Point;
import io.faceward.face.FaceProperties;
import io.faceward.face.Paste;
import io.faceward.face.Patch;
import io.faceward.face.Raster;
import io.faceward.face.Template;
import io.faceward.image.Fidelity;
import io.faceward.image.Pixels;
import io.faceward.model.Bundle;
import io.faceward.model.Ceiling;
import io.faceward.model.Edit;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.network.Upload;
import io.faceward.objective.Distances;
import io.faceward.objective.Visibility;
import io.faceward.protect.iterative.WhiteBox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What manipulators make of defended photos, as a user gets them back: detected, cropped, pasted and rounded to eight bits.
 * Face i is given edit i, modulo their number. The networks stay the caller's; for one thread.
 */
final class DefenceExam {

    private static final float LEVELS = Defence.EPSILON * 127.5f;

    private final List<WhiteBox> boxes;
    private final TorchModule recogniser;
    private final Bundle bundle;
    private final Crops crops = new Crops(FaceProperties.defaults());
    private final Paste paste = new Paste(FaceProperties.defaults());

    /**
     * @param recogniser of picture and place, see {@link AlignedRecogniser}
     * @param bundle whose cards tell the ceilings
     */
    DefenceExam(List<WhiteBox> boxes, TorchModule recogniser, Bundle bundle) {
        this.boxes = boxes;
        this.recogniser = recogniser;
        this.bundle = bundle;
    }

    /**
     * Means over faces.
     *
     * @param psnr of the crop, in dB
     * @param visibility see {@link Visibility}
     * @param manipulators in the order of the exam's
     */
    record Figures(int faces, double psnr, double ssim, double visibility, List<Reached> manipulators) {

        /** The manipulator that is broken least, by the calibrated rate and then by its L2_face. */
        Reached worst() {
            return manipulators.stream()
                    .min((a, b) -> a.calibratedRate == b.calibratedRate
                            ? Double.compare(a.ofThreshold, b.ofThreshold)
                            : Double.compare(a.calibratedRate, b.calibratedRate))
                    .orElseThrow();
        }
    }

    /**
     * What is reached on one manipulator.
     *
     * @param l2Face mean of L2_face
     * @param ofThreshold that in parts of the calibrated threshold
     * @param identity mean cosine of the embeddings of clean and broken edit
     * @param rate defence success rate (DSR) by ID-Guard's rule and the papers' threshold
     * @param calibratedRate the same by the manipulator's own
     */
    record Reached(
            String manipulator,
            double l2Face,
            double ofThreshold,
            double identity,
            double rate,
            double calibratedRate) {}

    /** One edit with and without the defence. */
    private record Pair(Tensor view, Tensor defended, NDArray clean, NDArray broken, double l2Face, double identity) {}

    /** Sums over faces for one manipulator. */
    private final class Sum {
        private final WhiteBox box;
        private final @Nullable Ceiling ceiling;
        private double l2Face;
        private double identity;
        private int successes;
        private int calibrated;

        Sum(WhiteBox box) {
            this.box = box;
            ceiling = bundle.find(box.manipulator().id()).flatMap(Ceiling::of).orElse(null);
        }

        void add(Pair pair) {
            l2Face += pair.l2Face;
            identity += pair.identity;
            successes += Rule.destroyed(pair.l2Face, pair.identity, Rule.PAPERS, Rule.SAME_PERSON) ? 1 : 0;
            calibrated += Rule.destroyed(pair.l2Face, pair.identity, threshold(), similarity()) ? 1 : 0;
        }

        private double threshold() {
            return ceiling == null ? Rule.PAPERS : ceiling.faceThreshold();
        }

        private double similarity() {
            return ceiling == null ? Rule.SAME_PERSON : ceiling.similarity();
        }

        Reached over(int faces) {
            return new Reached(
                    box.manipulator().id(),
                    l2Face / faces,
                    l2Face / faces / threshold(),
                    identity / faces,
                    (double) successes / faces,
                    (double) calibrated / faces);
        }
    }

    /** Over all pictures, at least one. */
    Figures of(List<FacePicture> pictures, Defence defence) {
        List<Sum> sums = boxes.stream().map(Sum::new).toList();
        double psnr = 0;
        double ssim = 0;
        double visibility = 0;
        for (int i = 0; i < pictures.size(); i++) {
            FacePicture picture = pictures.get(i);
            Crop crop = crop(picture, picture.pixels());
            Tensor delta = defence.perturb(crop, i);
            Pixels defended = defended(picture, crop, delta);
            Pixels before = Raster.of(crop.image());
            Pixels after = Raster.of(crop(picture, defended).image());
            psnr += Fidelity.psnr(before, after);
            ssim += Fidelity.ssim(before, after);
            visibility += visibility(crop, delta);
            for (Sum sum : sums) {
                try (NDManager manager = sum.box.manager().newSubManager()) {
                    sum.add(pair(sum.box, edit(sum.box, i), picture, defended, manager));
                }
            }
        }
        int n = pictures.size();
        return new Figures(
                n,
                psnr / n,
                ssim / n,
                visibility / n,
                sums.stream().map(sum -> sum.over(n)).toList());
    }

    /** What each manipulator makes of each picture, to be looked at, by the manipulators' ids. */
    Map<String, List<Example>> examples(List<FacePicture> pictures, Defence defence) {
        Map<String, List<Example>> examples = new LinkedHashMap<>();
        for (int i = 0; i < pictures.size(); i++) {
            FacePicture picture = pictures.get(i);
            Crop crop = crop(picture, picture.pixels());
            Pixels defended = defended(picture, crop, defence.perturb(crop, i));
            for (WhiteBox box : boxes) {
                examples.computeIfAbsent(box.manipulator().id(), id -> new ArrayList<>())
                        .add(example(box, i, picture, defended));
            }
        }
        return examples;
    }

    private Example example(WhiteBox box, int number, FacePicture picture, Pixels defended) {
        Edit edit = edit(box, number);
        try (NDManager manager = box.manager().newSubManager()) {
            Pair pair = pair(box, edit, picture, defended, manager);
            Example.Treated treated = new Example.Treated(Raster.of(pair.defended), raster(pair.broken), null);
            return new Example(
                    number,
                    box.manipulator().id(),
                    edit.name(),
                    Raster.of(pair.view),
                    raster(pair.clean),
                    null,
                    Map.of(Treatment.PROTECTED, treated));
        }
    }

    private Crop crop(FacePicture picture, Pixels photo) {
        return crops.cut(photo, List.of(picture.face())).get(0);
    }

    private Pixels defended(FacePicture picture, Crop crop, Tensor delta) {
        return paste.add(picture.pixels(), List.of(new Patch(crop.square(), delta)), LEVELS, false);
    }

    private static Edit edit(WhiteBox box, int face) {
        List<Edit> edits = box.manipulator().conditions().edits(Set.of());
        return edits.get(face % edits.size());
    }

    private double visibility(Crop crop, Tensor delta) {
        try (NDManager manager = recogniser.manager().newSubManager()) {
            NDArray perturbation = delta.on(manager).expandDims(0);
            return Visibility.of(perturbation, crop.image().on(manager).expandDims(0), Defence.EPSILON)
                    .getFloat();
        }
    }

    private Pair pair(WhiteBox box, Edit edit, FacePicture picture, Pixels defended, NDManager manager) {
        int side = box.manipulator().side();
        List<Point> landmarks = Alignment.landmarks(picture.face());
        Tensor view = Alignment.cut(picture.pixels(), landmarks, Template.CELEBA, side);
        Tensor disturbed = Alignment.cut(defended, landmarks, Template.CELEBA, side);
        NDArray clean = edited(box, edit, view.on(manager));
        NDArray broken = edited(box, edit, disturbed.on(manager));
        List<Point> inCut = Alignment.inCut(landmarks, Template.CELEBA, side);
        float[] oval = new float[side * side];
        Alignment.oval(inCut, side, oval, 0);
        NDArray face = Upload.floats(manager, oval, new Shape(1, 1, side, side));
        NDArray grid = Affine.on(manager, List.of(Affine.of(Alignment.grid(Template.ARC_FACE, inCut, side))));
        return new Pair(
                view,
                disturbed,
                clean,
                broken,
                Distances.meanSquare(broken, clean, face).getFloat(),
                Distances.cosine(
                                recogniser.forward(broken, grid).head(),
                                recogniser.forward(clean, grid).head())
                        .getFloat());
    }

    private static NDArray edited(WhiteBox box, Edit edit, NDArray view) {
        NDArray face = view.expandDims(0);
        NDArray condition = WhiteBox.repeated(edit, face);
        return (condition.isEmpty()
                        ? box.network().forward(face)
                        : box.network().forward(face, condition))
                .get(0)
                .duplicate();
    }

    private static Pixels raster(NDArray picture) {
        return Raster.of(Tensor.of(picture.squeeze(0)));
    }
}
