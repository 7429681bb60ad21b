package io.faceward.training;

import io.faceward.face.Template;
import io.faceward.image.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /** The faces of folders below the data folder, whose attributes nobody asks for. */
    static List<LabelledFace> unlabelled(Path data, List<Path> folders) throws IOException {
        List<LabelledFace> faces = new ArrayList<>();
        for (Path folder : folders) {
            for (FacePicture picture : FacePictures.read(data, folder)) {
                faces.add(of(picture, new float[FaceAttributes.NAMES.size()]));
            }
        }
        return faces;
    }

    /** Of a square that already is in its place. */
    static LabelledFace of(Pixels square, float... labels) {
        return new LabelledFace(AlignedFace.of(square, SIDE), labels);
    }
}
