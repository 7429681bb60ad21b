package io.faceward.evaluate;

import io.faceward.image.Pixels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pictures behind the trials of one edit, as the manipulator sees and answers them.
 *
 * @param face index of the face
 * @param view the original
 * @param edited the edit of the original
 * @param embedding of that edit; null without a recogniser
 * @param treated what became of both
 */
@SuppressWarnings("ArrayRecordComponent")
public record Example(
        int face,
        String manipulator,
        String edit,
        Pixels view,
        Pixels edited,
        float @Nullable [] embedding,
        Map<Treatment, Treated> treated) {

    /**
     * @param view the treated face
     * @param edited the edit of it
     * @param embedding of that edit; null without a recogniser
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Treated(Pixels view, Pixels edited, float @Nullable [] embedding) {}
}
