package io.faceward.protect;

import io.faceward.image.Photo;

/** Makes the proof of a photo and its settings. */
@FunctionalInterface
interface Proofs {

    Proof of(Photo photo, Settings settings);
}
