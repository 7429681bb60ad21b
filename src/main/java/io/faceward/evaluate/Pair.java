package io.faceward.evaluate;

import io.faceward.face.Crop;
import io.faceward.image.Pixels;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A photo and what became of it, of the same size.
 *
 * @param treated the protected photo and, where it is asked for, the control
 * @param faces the crops of the faces to look at, found in the original
 * @param facesFound how many there are
 * @param notes what a reader should know about the pair
 */
record Pair(Pixels original, Map<Treatment, Pixels> treated, List<Crop> faces, int facesFound, List<String> notes) {

    /** The photo that is said to be protected. */
    Pixels protectedPhoto() {
        return Objects.requireNonNull(treated.get(Treatment.PROTECTED));
    }

    /** Both as the attacker gets them; the same seed disturbs both alike. */
    Pair sent(Transform transform, long seed) {
        Map<Treatment, Pixels> sent = new EnumMap<>(Treatment.class);
        treated.forEach((treatment, photo) -> sent.put(treatment, transform.apply(photo, seed)));
        return new Pair(transform.apply(original, seed), sent, faces, facesFound, notes);
    }
}
