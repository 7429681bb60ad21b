package io.faceward.evaluate;

import io.faceward.face.Face.Point;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A face to be evaluated.
 *
 * @param index among the faces of the photo
 * @param landmarks in the original; the attacker finds the same ones in whatever became of it
 * @param attributes that it has
 * @param embedding of the original face; null without a recogniser
 */
@SuppressWarnings("ArrayRecordComponent")
record Subject(int index, List<Point> landmarks, Set<String> attributes, float @Nullable [] embedding) {

    /** The landmarks where all of the photo is scaled. */
    List<Point> landmarks(double scale) {
        return landmarks.stream()
                .map(p -> new Point((float) (p.x() * scale), (float) (p.y() * scale)))
                .toList();
    }
}
