package io.faceward.training;

import ai.djl.ndarray.NDArray;
import io.faceward.face.Alignment;
import io.faceward.face.Template;
import io.faceward.network.Tensor;
import io.faceward.network.TorchModule;

/** Faces in their place on CelebA's template, before a recogniser that wants them elsewhere. */
final class CelebAlignment {

    private CelebAlignment() {}

    /**
     * Unit embeddings {@code [N,128]}.
     *
     * @param recogniser one behind an alignment (see {@link AlignedRecogniser})
     * @param faces {@code [N,3,S,S]} in [-1,1]
     */
    static NDArray embedding(TorchModule recogniser, NDArray faces) {
        int side = (int) faces.getShape().get(2);
        float[] where = Alignment.grid(Template.ARC_FACE, Template.CELEBA.pixels(side), side);
        NDArray grid = new Tensor(where, 1, 2, 3)
                .on(faces.getManager())
                .repeat(0, faces.getShape().get(0));
        return recogniser.forward(faces, grid).head();
    }
}
