package io.faceward.protect;

import io.faceward.face.Face;
import io.faceward.image.Pixels;
import io.faceward.problem.Problem;
import java.util.List;

/** Decides what is perturbed in a photo. Thread-safe. */
final class Targets {

    private final float cropScale;

    /** @param cropScale side of a crop as a multiple of its face's larger side */
    Targets(float cropScale) {
        this.cropScale = cropScale;
    }

    /**
     * The faces, or what stands in for them where there are none: for a whole image a box that makes the crop the square
     * over the longer side of the photo, so that a photo that is not square keeps its proportions.
     *
     * @throws io.faceward.problem.ServiceException {@link Problem#NO_FACE} when there is none and that is to be rejected
     */
    List<Face> of(List<Face> faces, Pixels photo, NoFace noFace) {
        if (!faces.isEmpty()) {
            return faces;
        }
        return switch (noFace) {
            case REJECT -> throw Problem.NO_FACE.because("'no-face' says what else to do with a photo without faces");
            case PASS_THROUGH -> List.of();
            case WHOLE_IMAGE -> List.of(covering(photo));
        };
    }

    private Face covering(Pixels photo) {
        float side = Math.max(photo.width(), photo.height()) / cropScale;
        return new Face((photo.width() - side) / 2, (photo.height() - side) / 2, side, side, 0, List.of());
    }
}
