package io.faceward.training;

import java.util.List;

/** The attributes that editors change, in the order in which networks know them, with their columns in CelebA. */
final class FaceAttributes {

    static final List<String> NAMES = List.of("black-hair", "blond-hair", "brown-hair", "male", "young");
    static final List<String> CELEBA_COLUMNS = List.of("Black_Hair", "Blond_Hair", "Brown_Hair", "Male", "Young");

    /** The first so many are hair colours, of which a face has at most one. */
    static final int HAIR_COLOURS = 3;

    static final List<List<String>> EXCLUSIVE = List.of(NAMES.subList(0, HAIR_COLOURS));

    private FaceAttributes() {}
}
