package io.faceward.training;

import java.nio.file.Path;
import java.util.List;

/** Which people are trained on and which are kept for measuring, below the data folder. */
final class FaceFolders {

    static final List<Path> TRAIN = List.of(Path.of("faces/ffhq256/train"), Path.of("faces/lfw250/train"));
    static final List<Path> TEST = List.of(Path.of("faces/ffhq256/test"), Path.of("faces/lfw250/test"));

    /** Under which the data may be used, as model cards tell it. */
    static final String TERMS = "FFHQ CC BY-NC-SA 4.0; LFW research use";

    private FaceFolders() {}

    static List<Path> below(Path data, List<Path> folders) {
        return folders.stream().map(data::resolve).toList();
    }

    static List<String> names(List<Path> folders) {
        return folders.stream().map(Path::toString).toList();
    }
}
