package io.faceward.evaluate;

import io.faceward.face.Square;
import java.util.List;
import java.util.Map;

/**
 * A face with and without treatment.
 *
 * @param box of the face in pixels of the upright photo
 * @param score the detector's confidence in [0,1]
 * @param square the part of the photo that the quality figures are about
 * @param quality how much each treatment shows
 * @param trials every manipulator, edit, transform and treatment
 */
public record FaceEvaluation(
        Box box, float score, Square square, Map<Treatment, FaceQuality> quality, List<Trial> trials) {

    /** A rectangle that may reach beyond the photo's edges. */
    public record Box(float x, float y, float width, float height) {}
}
