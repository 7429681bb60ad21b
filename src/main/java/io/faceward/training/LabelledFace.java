package io.faceward.training;

import io.faceward.face.Template;
import io.faceward.image.Pixels;

/**
 * A face aligned as CelebA's are, with its attributes.
 *
 * @param labels in the order of {@link FaceAttributes#NAMES}: 1 where the attribute is there, else 0
 */
@SuppressWarnings("ArrayRecordComponent")
record LabelledFace(AlignedFace face, float[] labels) {

    private static final int SIDE = 144;

    static LabelledFace of(FacePicture picture, float... labels) {
        return new LabelledFace(
                AlignedFace.of(picture.pixels(), picture.face().landmarks(), Template.CELEBA, SIDE), labels);
    }

    /** A face whose attributes nobody asks for. */
    static LabelledFace unlabelled(FacePicture picture) {
        return of(picture, new float[FaceAttributes.NAMES.size()]);
    }

    /** Of a square that already is in its place. */
    static LabelledFace of(Pixels square, float... labels) {
        return new LabelledFace(AlignedFace.of(square, SIDE), labels);
    }
}
