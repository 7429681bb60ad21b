package io.faceward.training;

import java.util.SplittableRandom;

/** How attackers cut a face out, compared with how the defence does. */
public enum Cutting {

    /** Exactly so, as papers assume whose manipulators and generators read the same aligned pictures. */
    AGREED {
        @Override
        Affine draw(SplittableRandom random) {
            return Affine.IDENTITY;
        }
    },

    /** By another detector. */
    DETECTED {
        @Override
        Affine draw(SplittableRandom random) {
            return Affine.elsewhere(random);
        }
    },

    /** With nobody looking whether the face is in its place. */
    CARELESS {
        @Override
        Affine draw(SplittableRandom random) {
            return Affine.careless(random);
        }
    };

    /** From an attacker's cut to the defence's. */
    abstract Affine draw(SplittableRandom random);
}
