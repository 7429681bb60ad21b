package io.faceward.training;

import java.util.List;

/**
 * A part of an editor's training.
 *
 * @param side of the pictures
 * @param steps how long; the last stage lasts to the end
 */
record EditorStage(Work work, int side, long steps) {

    /** What is learned. */
    enum Work {
        /** The generator learns to answer its input, whatever the labels. */
        RECONSTRUCT,
        /** The discriminators learn from a generator that stands still. */
        DISCRIMINATE,
        /** Both learn against each other. */
        EDIT
    }

    private static final int COARSE = 64;
    static final int FINE = 128;

    /** From nothing: small pictures first, which is four times as fast. */
    static final List<EditorStage> FRESH = List.of(
            new EditorStage(Work.RECONSTRUCT, COARSE, 900),
            new EditorStage(Work.DISCRIMINATE, COARSE, 300),
            new EditorStage(Work.EDIT, COARSE, 2500),
            new EditorStage(Work.RECONSTRUCT, FINE, 80),
            new EditorStage(Work.DISCRIMINATE, FINE, 150),
            new EditorStage(Work.EDIT, FINE, Long.MAX_VALUE));

    /** From another editor. */
    static final List<EditorStage> WARM = List.of(
            new EditorStage(Work.RECONSTRUCT, FINE, 80),
            new EditorStage(Work.DISCRIMINATE, FINE, 80),
            new EditorStage(Work.EDIT, FINE, Long.MAX_VALUE));

    static EditorStage at(List<EditorStage> stages, long step) {
        long end = 0;
        for (EditorStage stage : stages) {
            end = stage.steps > Long.MAX_VALUE - end ? Long.MAX_VALUE : end + stage.steps;
            if (step < end) {
                return stage;
            }
        }
        return stages.get(stages.size() - 1);
    }
}
