package io.faceward.training;

import ai.djl.ndarray.NDArray;
import io.faceward.objective.PerFace;

/** Where in the edited picture the mask loss of ID-Guard (Qu et al., arXiv 2409.13349) looks. */
public enum MaskForm {

    /** The binary mask and the heat map, one beside the other: the paper's two terms. */
    ADDED {
        @Override
        NDArray of(NDArray difference, Regions regions) {
            return weighted(difference, regions.mask()).add(weighted(difference, regions.heat()));
        }
    },

    /** Their product: the default of the paper's code. */
    MULTIPLIED {
        @Override
        NDArray of(NDArray difference, Regions regions) {
            return weighted(difference, regions.mask().mul(regions.heat()));
        }
    },

    /** The oval of the face, where L2_face is measured. */
    FACE {
        @Override
        NDArray of(NDArray difference, Regions regions) {
            return weighted(difference, regions.face());
        }
    },

    /** The whole picture: no mask, for comparison. */
    NONE {
        @Override
        NDArray of(NDArray difference, Regions regions) {
            return PerFace.mean(difference.square());
        }
    };

    /**
     * Where things are in an edited picture, all {@code [N,1,H,W]} in [0,1].
     *
     * @param mask brows, eyes, nose, mouth
     * @param heat of the recogniser
     * @param face the oval
     */
    record Regions(NDArray mask, NDArray heat, NDArray face) {}

    /** Mean square of each face's difference {@code [N,3,H,W]}, weighted, {@code [N]}. */
    abstract NDArray of(NDArray difference, Regions regions);

    static NDArray weighted(NDArray difference, NDArray weight) {
        return PerFace.mean(difference.mul(weight).square());
    }
}
