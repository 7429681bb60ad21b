package io.faceward.training;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which people are trained on and which are kept for measuring, below the data folder. */
final class FaceFolders {

    static final List<Path> TRAIN = List.of(Path.of("faces/ffhq256/train"), Path.of("faces/lfw250/train"));
    static final List<Path> TEST = List.of(Path.of("faces/ffhq256/test"), Path.of("faces/lfw250/test"));

    /** CelebA's training faces, in their place already. */
    static final Path CELEBA = Path.of("faces/celeba89x109/train");

    /** Everybody to train on. */
    static final List<Path> EVERYBODY =
            Stream.concat(Stream.of(CELEBA), TRAIN.stream()).toList();

    /** The four people of the face swap. */
    static final List<Path> SWAP = Stream.of("a", "b", "c", "d")
            .map(person -> Path.of("faces/swap", person))
            .toList();

    static final List<Path> ALL =
            Stream.of(TRAIN, TEST, SWAP).flatMap(List::stream).toList();

    /** Under which the data may be used, as model cards tell it. */
    static final String TERMS = "FFHQ CC BY-NC-SA 4.0; LFW research use";

    private FaceFolders() {}

    static List<String> names(List<Path> folders) {
        return folders.stream().map(Path::toString).toList();
    }
}
