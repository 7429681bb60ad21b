package io.faceward.training;

import io.faceward.face.Template;
import java.util.List;
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
    },

    /** For each face by chance {@link #DETECTED} or {@link #CARELESS}. */
    MIXED {
        @Override
        Affine draw(SplittableRandom random) {
            return (random.nextBoolean() ? DETECTED : CARELESS).draw(random);
        }
    };

    /** From each portrait's face, as an attacker cuts it out for an editor, to the portrait. */
    List<Affine> of(List<Portrait> portraits, SplittableRandom random) {
        return portraits.stream()
                .map(portrait -> portrait.place(Template.CELEBA).after(draw(random)))
                .toList();
    }

    /** From an attacker's cut to the defence's. */
    abstract Affine draw(SplittableRandom random);
}
