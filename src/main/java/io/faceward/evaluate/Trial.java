package io.faceward.evaluate;

/**
 * One edit of one face by one manipulator, with and without the treatment, after the same transform of both.
 *
 * @param edit for instance {@code blond-hair}
 * @param transform on the way to the attacker
 * @param change mean of (M(x) - x)²: what the edit does to the face without the treatment
 * @param idle whether that is too little to speak of an edit; such a trial is neither a success nor a failure
 */
public record Trial(
        String manipulator,
        String edit,
        String transform,
        Treatment treatment,
        double change,
        boolean idle,
        Disruption disruption) {}
