package io.faceward.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.faceward.evaluate.UniformNoise;
import io.faceward.face.Alignment;
import io.faceward.face.Crop;
import io.faceward.face.Crops;
import io.faceward.face.Face;
import io.faceward.face.FaceProperties;
import io.faceward.face.Paste;
import io.faceward.face.Patch;
import io.faceward.face.Raster;
import io.faceward.face.Template;
import io.faceward.image.Fidelity;
import io.faceward.image.Pixels;
import io.faceward.model.IdGuardGenerator;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;
import io.faceward.objective.Distances;
import java.util.List;

/**
 * What a perturbation does to the surrogate, measured on photos as a user gets them back: detected, cropped, pasted and
 * rounded to eight bits. Beside it, uniform noise within the same ε by the same way.
 */
final class Effect implements AutoCloseable {

    /** Greatest change in grey levels of 255. */
    private static final float LEVELS = IdGuardGenerator.EPSILON * 127.5f;

    /**
     * Means over faces.
     *
     * @param disruption mean square change of the reconstruction, images in [-1,1]
     * @param identity cosine between the embeddings of the reconstructions with and without the perturbation
     * @param psnr of the crop in dB
     */
    record Figures(double disruption, double identity, double psnr, double ssim) {

        Figures plus(Figures other) {
            return new Figures(
                    disruption + other.disruption, identity + other.identity, psnr + other.psnr, ssim + other.ssim);
        }

        Figures over(int n) {
            return new Figures(disruption / n, identity / n, psnr / n, ssim / n);
        }
    }

    /** The generator beside noise. */
    record Comparison(int faces, Figures protection, Figures noise) {}

    private final TorchModule generator;
    private final TorchModule surrogate;
    private final TorchModule recogniser;
    private final Crops crops = new Crops(FaceProperties.defaults());
    private final Paste paste = new Paste(FaceProperties.defaults());

    /** Takes the networks over and closes them. */
    Effect(TorchModule generator, TorchModule surrogate, TorchModule recogniser) {
        this.generator = generator;
        this.surrogate = surrogate;
        this.recogniser = recogniser;
    }

    /** Over every picture of a folder that shows a face. */
    Comparison over(List<FacePicture> pictures, long seed) {
        Figures none = new Figures(0, 0, 0, 0);
        Figures protection = none;
        Figures noise = none;
        int faces = 0;
        for (FacePicture picture : pictures) {
            Crop crop = crops.cut(picture.pixels(), List.of(picture.face())).get(0);
            protection = protection.plus(figures(picture.pixels(), crop, generated(crop)));
            Tensor uniform = UniformNoise.of(seed + faces, IdGuardGenerator.EPSILON, 3, Crops.SIDE, Crops.SIDE);
            noise = noise.plus(figures(picture.pixels(), crop, uniform));
            faces++;
        }
        return new Comparison(faces, protection.over(faces), noise.over(faces));
    }

    private Figures figures(Pixels photo, Crop crop, Tensor delta) {
        Pixels altered = paste.add(photo, List.of(new Patch(crop.square(), delta)), LEVELS, false);
        Crop after = crops.cut(altered, List.of(crop.face())).get(0);
        Pixels before = Raster.of(crop.image());
        Pixels then = Raster.of(after.image());
        try (NDManager manager = surrogate.manager().newSubManager()) {
            NDArray grid =
                    new Tensor(Alignment.grid(Template.ARC_FACE, landmarks(crop), Crops.SIDE), 1, 2, 3).on(manager);
            NDArray clean = reconstruction(manager, crop);
            NDArray disrupted = reconstruction(manager, after);
            return new Figures(
                    Distances.meanSquare(disrupted, clean).getFloat(),
                    Distances.cosine(
                                    recogniser.forward(disrupted, grid).head(),
                                    recogniser.forward(clean, grid).head())
                            .getFloat(),
                    Fidelity.psnr(before, then),
                    Fidelity.ssim(before, then));
        }
    }

    private NDArray reconstruction(NDManager manager, Crop crop) {
        return surrogate.forward(crop.image().on(manager).expandDims(0)).head();
    }

    private Tensor generated(Crop crop) {
        try (NDManager manager = generator.manager().newSubManager()) {
            return Tensor.of(generator
                    .forward(crop.image().on(manager).expandDims(0))
                    .head()
                    .clip(-IdGuardGenerator.EPSILON, IdGuardGenerator.EPSILON)
                    .squeeze(0));
        }
    }

    private static List<Face.Point> landmarks(Crop crop) {
        float scale = (float) Crops.SIDE / crop.square().side();
        return crop.face().landmarks().stream()
                .map(p -> new Face.Point(
                        (p.x() - crop.square().x()) * scale,
                        (p.y() - crop.square().y()) * scale))
                .toList();
    }

    @Override
    public void close() {
        generator.close();
        surrogate.close();
        recogniser.close();
    }
}
