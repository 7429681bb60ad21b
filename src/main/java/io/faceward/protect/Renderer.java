package io.faceward.protect;

import io.faceward.face.Paste;
import io.faceward.face.Patch;
import io.faceward.face.Square;
import io.faceward.image.Encoder;
import io.faceward.image.Photo;
import io.faceward.image.Pixels;
import io.faceward.network.Tensor;
import io.faceward.problem.Problem;
import io.faceward.problem.ServiceException;
import java.util.List;

/** Turns a photo and its perturbation into a file that keeps the quality floors. Thread-safe. */
final class Renderer {

    private final Paste paste;
    private final Encoder encoder;
    private final Check check;
    private final ProtectProperties properties;

    Renderer(Paste paste, Encoder encoder, Check check, ProtectProperties properties) {
        this.paste = paste;
        this.encoder = encoder;
        this.check = check;
        this.properties = properties;
    }

    /** The file, the bound that it keeps in grey levels of 255, and its figures. */
    @SuppressWarnings("ArrayRecordComponent")
    record Rendering(byte[] bytes, float epsilon, Check.Verdict verdict) {}

    /**
     * Refuses what a method that changes colour alone cannot protect.
     *
     * @throws ServiceException {@link Problem#BAD_PARAMETER} for a photo without colour, or a format that halves it
     */
    void requireColour(Photo photo, Settings settings) {
        if (settings.method() == Method.ANTI_FORGERY && photo.grey()) {
            throw Problem.BAD_PARAMETER
                    .because("Method 'anti-forgery' changes colour, and the photo is grey")
                    .with("parameter", "method");
        }
        if (settings.method() == Method.ANTI_FORGERY && encoder.halvesColour(photo, settings.encoding())) {
            throw Problem.BAD_PARAMETER
                    .because(
                            "Method 'anti-forgery' changes colour, of which a lossy WebP loses half; ask for 'format' png or"
                                    + " jpeg")
                    .with("parameter", "format")
                    .with("allowed", List.of("png", "jpeg"));
        }
    }

    /**
     * Pastes, encodes and checks; a result below a floor is weakened and tried again.
     *
     * @throws ServiceException {@link Problem#QUALITY_FLOOR} when even the weakest try is below a floor
     */
    Rendering render(Photo photo, List<Patch> patches, Settings settings, Stages stages) {
        List<Square> squares = patches.stream().map(Patch::square).toList();
        double scale = 1;
        for (int weakened = 0; ; weakened++) {
            float epsilon = (float) (scale * settings.epsilon());
            List<Patch> scaled = scaled(patches, (float) scale);
            Pixels pasted = stages.compute("paste", () -> paste.add(photo.pixels(), scaled, epsilon, photo.grey()));
            byte[] bytes = stages.compute("encode", () -> encoder.encode(photo.with(pasted), settings.encoding()));
            Check.Verdict verdict = stages.compute("check", () -> check.measure(photo, bytes, squares));
            if (verdict.worst().meets(properties.psnrFloor(), properties.ssimFloor())) {
                return new Rendering(bytes, epsilon, verdict);
            }
            if (weakened == properties.weakenings()) {
                throw belowFloor(verdict.worst(), epsilon);
            }
            scale *= properties.weakening();
        }
    }

    private static List<Patch> scaled(List<Patch> patches, float scale) {
        return scale == 1
                ? patches
                : patches.stream()
                        .map(patch -> new Patch(patch.square(), scaled(patch.delta(), scale)))
                        .toList();
    }

    private static Tensor scaled(Tensor tensor, float scale) {
        float[] data = tensor.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] *= scale;
        }
        return new Tensor(data, tensor.shape());
    }

    private ServiceException belowFloor(Quality quality, float epsilon) {
        boolean psnr = quality.psnr() < properties.psnrFloor();
        double floor = psnr ? properties.psnrFloor() : properties.ssimFloor();
        Number actual = psnr || quality.ssim() == null ? quality.psnr() : quality.ssim();
        return Problem.QUALITY_FLOOR
                .because(
                        "Even with a perturbation of %.2f grey levels the %s of a face is below the floor; a low quality of the encoding has this effect too"
                                .formatted(epsilon, psnr ? "PSNR" : "SSIM"))
                .with("metric", psnr ? "psnr" : "ssim")
                .limit(floor, actual);
    }
}
