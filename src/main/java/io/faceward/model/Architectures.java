package io.faceward.model;

import java.util.Arrays;
import java.util.Optional;

/** The architectures that a bundle may name, as they are served: one batch in, one batch out. */
enum Architectures {
    ID_GUARD_GENERATOR("id-guard-generator", weights -> IdGuardGenerator.served(), 3, 256, 256),
    FACE_AUTOENCODER("face-autoencoder", weights -> FaceAutoencoder.served(), 3, 256, 256),
    MOBILE_FACE_NET("mobile-face-net", new MobileFaceNet(), 3, 112, 112);

    private final String id;
    private final Architecture architecture;
    private final long[] itemShape;

    Architectures(String id, Architecture architecture, long... itemShape) {
        this.id = id;
        this.architecture = architecture;
        this.itemShape = itemShape;
    }

    static Optional<Architectures> named(String id) {
        return Arrays.stream(values()).filter(entry -> entry.id.equals(id)).findFirst();
    }

    Architecture architecture() {
        return architecture;
    }

    /** Shape of one input, without the batch dimension. */
    long[] itemShape() {
        return itemShape.clone();
    }
}
