package io.faceward.face;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The sizes at which a photo is looked at: once as a whole, and, where that makes the smallest faces too small to be
 * seen, once more in finer detail for small faces only, since detectors take parts of a very large face for faces.
 * Immutable.
 *
 * @param minSide smallest face that matters, in pixels of the photo
 * @param longSide longest side of the first look, in pixels
 * @param fineLongSide longest side of the second look, in pixels
 */
record Looks(int minSide, int longSide, int fineLongSide) {

    /** Side, in pixels of a look, from which nearly every face is found. */
    private static final int CLEAR = 16;

    /** Largest side, in pixels of the second look, of a face that the first may have missed. */
    private static final int SMALL = 96;

    /** A second look that is hardly finer than the first finds nothing more. */
    private static final double FINER = 1.25;

    /**
     * Finds faces in a photo.
     *
     * @param photoSide longest side of the photo, in pixels
     * @param look finds the faces in the photo shrunk to a long side, but tells them in pixels of the photo
     */
    List<Face> at(int photoSide, IntFunction<List<Face>> look) {
        List<Face> faces = new ArrayList<>(look.apply(Math.min(photoSide, longSide)));
        int fine = (int) Math.min(fineLongSide, (double) photoSide * CLEAR / minSide);
        if (fine > FINER * longSide) {
            List<Face> whole = List.copyOf(faces);
            look.apply(fine).stream()
                    .filter(face -> face.side() * fine <= SMALL * (float) photoSide)
                    .filter(face -> whole.stream().noneMatch(known -> known.holds(face.centre())))
                    .forEach(faces::add);
        }
        return faces;
    }
}
