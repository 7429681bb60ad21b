package io.faceward.face;

import java.util.List;

/**
 * A face in a photo, in pixels of the upright image. The box may reach beyond the edges.
 *
 * @param score the detector's confidence in [0,1]
 * @param landmarks right eye, left eye, nose, right and left mouth corner as the viewer sees them from left to right,
 *     or empty where the detector has none
 */
public record Face(float x, float y, float width, float height, float score, List<Point> landmarks) {

    /** A position in pixels. */
    public record Point(float x, float y) {}

    public Face {
        landmarks = List.copyOf(landmarks);
    }
}
