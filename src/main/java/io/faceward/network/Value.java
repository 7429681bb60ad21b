package io.faceward.network;

/** A tensor that flows through a {@link Graph}: an input or what a node leaves. Belongs to one graph. */
public record Value(int id) {

    String code() {
        return "v" + id;
    }
}
